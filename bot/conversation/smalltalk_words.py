"""The phrases that small talk is made of: regular expressions over lower-case words without punctuation.

"What's" is "what s" there. "<bot>", "<papers>", "<rude>" and "<thing>" stand for the words of `NAMES`.
"""

KEYBOARD_ROWS = ("qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm")

NAMES = {
    "<bot>": (
        r"(?:(?:this |the |a |an )?(?:chat ?bot|bot|assistant|computer|machine|robot|app|tool|footnote|"
        r"thing|site|page))"
    ),
    "<papers>": r"(?:documents?|docs?|sources?|files?|texts?|articles?|papers?|library|corpus|collection)",
    "<rude>": (
        r"(?:stupid|useless|dumb|an? idiot|idiot|idiotic|moron|bad|terrible|awful|horrible|worthless|"
        r"rubbish|garbage|ridiculous)"
    ),
    "<thing>": r"(?:bot|machine|thing|computer|program|robot|chatbot|answer|answers|app|tool)",
}


def _listed(text: str) -> tuple[str, ...]:
    for name, words in NAMES.items():
        text = text.replace(name, words)
    return tuple(phrase.strip() for phrase in text.split(";"))


# What may stand between phrases and says nothing.
FILLERS = _listed(
    r"""
    please; pls; plz; there; bot; mate; man; dude; buddy; friend; sir; madam; everyone; everybody; all; again;
    so much; very much; a lot; then; well; oh; ah; so; and; just; today;
    for (?:your|the|all your) (?:help|time|answers?|information|info); dear; footnote;
    for (?:that|this|everything|now); now; really; you; d; xd; indeed; to you
    """
)

PHRASES = {
    "greeting": _listed(
        r"""
        h+i+(?: ?ya)?; hey+; h[ea]llo+; hullo; howdy; yo; greetings; salut; hola; hallo;
        good (?:morning|afternoon|evening|day); g day; morning; evening; welcome; how are (?:you|u)(?: doing)?;
        how r u; how do you do; how is it going; how s it going; what s up; whats up; wassup; sup;
        (?:nice|pleased|good) to meet you; how s life
        """
    ),
    "thanks": _listed(
        r"""
        thanks?(?: you)?; thank u; thankyou; thx+; tnx; ty; cheers; many thanks; thanks a lot; much appreciated;
        i appreciate (?:it|that|your help); merci; danke; gracias;
        (?:that|this|it|you) (?:was|is|were|are|s) (?:very |really |so |most )?(?:helpful|useful|great|kind|awesome);
        that helps?(?: a lot| me)?; that helped(?: a lot| me)?; (?:very |really )?helpful; well done;
        (?:great|good|nice|excellent|perfect|wonderful) (?:answer|answers|job|work|bot); you helped(?: me)?
        """
    ),
    "acknowledgement": _listed(
        r"""
        o+k+(?:ay|ie)?; k+; okey; i see; got it; understood; i understand; yes+; yeah; yep; yup; no+; nope; nah;
        sure; al+ ?right; great; good; nice; cool; fine; perfect; excellent; awesome; wow; hm+; mh+m*; uh+; aha;
        lol; rofl; interesting; right;
        (?:that|this|it)(?:s| s| is) (?:good|great|fine|nice|ok|okay|cool|interesting|all|it|enough); never ?mind;
        makes sense; (?:that|this|it)(?:s| s| is) (?:right|true|correct); sounds good; whatever;
        of course; exactly; sorry; no problem; no worries; wonderful
        """
    ),
    "complaint": _listed(
        r"""
        (?:that|this|it|you)(?: ?s| is| ?re| are)? (?:so |just |all )?(?:wrong|false|incorrect|untrue|nonsense);
        (?:that|this|it|you)(?: ?s| is| ?re| are)? not (?:very |really )?(?:helpful|useful|good|right|true|correct);
        (?:that|this|it) (?:isn t|wasn t|was not) (?:very |really )?(?:helpful|useful|good|right|true|correct);
        (?:that|this|it|you) (?:doesn t|does not|didn t|did not|don t|do not) (?:really )?help(?: me)?(?: at all)?;
        thanks? (?:you )?for nothing; (?:not|un) ?(?:very |really |so )?(?:helpful|useful); wrong(?: answer)?;
        (?:that|this|it)(?:s| s| is| was)? not what i (?:asked|meant|wanted)(?: for)?; bad answer;
        (?:that|this) (?:doesn t|does not|didn t|did not) answer my question; you didn t answer(?: my question)?
        """
    ),
    "more": _listed(
        r"""
        (?:can you |could you )?(?:please )?tell me more(?: about (?:it|that|this))?; go on; go ahead; continue;
        carry on; keep going; say more; i (?:want|would like|d like) to (?:know|hear|learn|read) more
        """
    ),
    "goodbye": _listed(
        r"""
        (?:good ?)?bye+(?: bye+)?; by bye; see (?:you|ya|u)(?: later| soon| around| tomorrow)?; cu; cya;
        good ?night; farewell; take care; so long; ciao; adieu; cheerio; until next time; ttyl;
        have a (?:nice|good|great|lovely|wonderful) (?:day|evening|weekend|night|time|one|week); i m done;
        that s all; that is all; that will be all; i have to go; gotta go; talk to you later
        """
    ),
    "help": _listed(
        r"""
        what (?:can|could|do) you help (?:me |us |people )?with;
        help(?: me)?; (?:can|could|will|would) you (?:please )?help(?: me)?; i need (?:some )?help; how to use;
        (?:what|how) can you (?:do|help)(?: for me| me)?; how can you help(?: me)?; how to use this; get started;
        how do(?:es)? <bot> work; how does this work; how do i use (?:this|you|it); how do you work;
        how (?:do|can) i use <bot>; what (?:can|does) <bot> do; how to use <bot>; show help;
        what (?:can|should|may|could) i (?:ask|type|say)(?: you| here)?; what are you (?:good for|able to do);
        (?:what|which) (?:kind of |sort of )?(?:questions|things) (?:can|may|could|should) i ask(?: you)?;
        what do you (?:do|know)(?: about)?; what are your (?:features|abilities|capabilities); how do i start;
        give me (?:some )?examples?(?: questions)?; where do i start; what is this; what s this; commands?;
        what (?:kind of |sort of |type of )?(?:questions|topics) (?:can|do) you answer
        """
    ),
    "documents": _listed(
        r"""
        (?:what|which|how many) <papers> (?:do|can|did) you (?:have|know|hold|use|read|search|cover|answer from);
        (?:list|show|name|tell)(?: me)?(?: all)?(?: of)?(?: the| your)?(?: available| indexed)? <papers>;
        (?:what|which)(?: are|s| is| re) (?:your|the|these|available) <papers>(?: here| you use| available)?;
        (?:what|which) <papers> are (?:there|indexed|available|here|loaded|included|in the index); <papers>;
        where (?:do|did) you (?:get|take|have) (?:your|the|this) (?:information|info|knowledge|answers)(?: from)?;
        what do you base (?:your|the) answers on; what are (?:your|the) answers based on; on what do you base;
        what(?:s| s| is) in (?:your|the|this) <papers>; do you have (?:any|other|more) <papers>; list all;
        how many <papers> (?:are there|are indexed|have you); what <papers> have you(?: got| read)?; how many <papers>;
        (?:what|which|how many) <papers> (?:are|re) you (?:using|reading|searching|answering from|working with);
        (?:what|which) (?:topics|subjects|areas|themes) (?:do|can) you (?:cover|know|have)(?: about)?;
        what (?:is|s|are) (?:this|these|these <papers>|the <papers>|your <papers>)(?: all)? about;
        what (?:topics|subjects) (?:do|does) (?:the|these|your) <papers> cover
        """
    ),
    "identity": _listed(
        r"""
        who are you; what are you; who r u; who is this; what(?:s| s| is) your name; do you have a name;
        are you (?:really )?(?:<bot>|an? ai|ai|human|a human|a (?:real |living )?(?:person|doctor|woman|man)|real);
        are you (?:chat ?gpt|gpt|claude|gemini|siri|alexa|alive|a language model|an llm|a machine|a nurse);
        who (?:made|built|created|wrote|programmed|trained|owns) you; tell me (?:more )?about yourself;
        is this (?:<bot>|an? ai|a human|a real person); introduce yourself; what model are you;
        am i (?:talking|speaking|chatting|writing) (?:to|with) (?:<bot>|an? ai|a (?:real )?(?:human|person|doctor));
        (?:do|are) you (?:use|using|run|running on) (?:a language model|an llm|ai|chat ?gpt|gpt); your name
        """
    ),
    "insult": _listed(
        r"""
        (?:fuck|fuk|screw|damn)(?: you| u| off| this| it)?; f off; shit; crap; bullshit; wtf; stfu; shut up;
        you suck; this sucks; go away; idiot; moron; asshole; arsehole; bastard;
        (?:you|u)(?: are| re|r)? (?:an? |so |such an? )?<rude>(?: <thing>)?; what an? <rude>(?: you are)?;
        (?:this|that|it)(?:s| s| is) (?:so |such )?(?:<rude>|bullshit|shit|crap|a joke);
        you piece of (?:shit|crap); <rude> <thing>; i hate you; hate you; damn it; dammit;
        what the (?:hell|fuck); hell
        """
    ),
    "absurd": _listed(
        r"""
        (?:bl+a+h?)(?: bl+a+h?)*; test(?:ing)?(?: \d+)*; (?:ha|he|hi|ho){2,}h?; lorem ipsum; foo; bar; asdf+;
        qwert[yz]?; abc+; xyz; lalala; dada; blub; tralala; yada yada(?: yada)?
        """
    ),
}
