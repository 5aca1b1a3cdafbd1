"""Whom it is about and what is asked of safety, in words that laypeople use.

Written in the notation of `bot.dialogue.phrases`: any form of a word counts ("burns", "burning"), so each stands once.
Which of these lists together raise concern stands in `bot.dialogue.care_rules`.
"""

from bot.dialogue.phrases import Lists, listed

PERSONS: Lists = {
    # Whoever asks, as the one who acts; "own" in any role.
    "i": listed("i, im, ive"),
    "own": listed("i, im, ive, me, my, mine, myself"),
    "relative": listed(
        """
        daughter, son, kid, child, children, baby, mother, mom, mum, mummy, dad, father, parents, wife, husband,
        spouse, sister, brother, aunt, uncle, cousin, niece, nephew, grandmother, grandma, granny, grandfather,
        grandpa, girlfriend, boyfriend, partner, fiance, fiancee, friend, neighbour, neighbor, client, gran, nan,
        mother-in-law
        """
    ),
    "people": listed("people, person, patients, patient, women, woman, men, man, those, children, folks"),
    # Somebody in general, who becomes a person by what follows: "someone with lupus".
    "someone": listed("someone, somebody, anyone, anybody, <people>, you"),
    # Another person, or a group of people in a state.
    "other": listed(
        """
        he, she, him, her, his, my * <relative>, our * <relative>, <someone> with, <someone> who, <someone> on,
        <someone> taking, pregnant women, pregnant woman, breastfeeding women, diabetics, nursing mothers, epileptics,
        <relative> with, <someone> in, pregnant people, <people> under, <people> over
        """
    ),
    "whom": listed("me, him, her, my, us, <other>"),
    "am": listed("am, m, im, i, she, he"),
    # Subjects of what may come: "can it", "will the laser".
    "whoever": listed("i, it, this, that, the, laser, they, my, you, people, patients, rf, a"),
    # Frames in which "I" and "me" only ask: what is left after them says whom the question is about.
    "asking": listed(
        """
        i would like to know, i would like to, id like to, i d like to, i want to know, i need to know, i was
        wondering, i wonder, i am wondering, tell me, show me, ^ give me, you give me, let me know, explain to me, i
        read, i have read, i ve read, i heard, i have heard, i saw, i am reading, i am writing, can i ask, may i ask,
        could i ask, i have a question, i do not understand, i don t understand, i forgot, i need the, i am looking
        for, i m looking for, help me understand, remind me, teach me, i take it that, i have to, i have no, i have
        not, i had it done, i have it done, i had a look, i have seen, i have tried, i ve seen, i ve tried, i ve
        never, i have never, i have decided, i ve decided, i have booked, i ve booked, i have enough, i have nothing,
        i have everything, i had to, i have an eye on, i m thinking, i am thinking, i m writing, i m reading, i would
        like information, i m interested in, i am interested in, i ve heard, ive heard, my jowls, my wrinkles, my fine
        lines, my cellulite, my stretch marks, my double chin, my eye bags, my credit, my credit card, my card, my
        visa, my account, my bank account, my car, my luggage, my battery, my car battery, my phone, my laptop, my
        printer, my contract, my list, my way, my application, people are affected by, patients are affected by, who
        is at risk, are at risk for, at risk of getting, a reservation, my reservation, my vacation
        """
    ),
}

SAFETY: Lists = {
    # Asking whether a thing may be done, in a word about the thing …
    "adjective": listed(
        """
        safe, unsafe, safely, dangerous, danger, risky, harmful, harm, suitable, suited, okay, eligible,
        contraindicated, contraindication, off limits, rule out, rules out, forbidden, out of the question, exclude,
        prohibited, turned away, turn away, wise, bad idea, good idea, advisable, matter, too early, too soon,
        serious, sensible, unwise, disqualified, ok, alright, all right, fine, allowed, permitted, possible,
        problematic
        """
    ),
    # … or about a person …
    "clear": listed(
        """
        <adjective>, candidate, can * <other> * <undergo>, may <other> * <undergo>, should * <other> * <undergo>,
        could <other> * <undergo>, can i, may i, should i, could i, must i, bad, affect, contraindicated in, careful,
        a problem, any problem, not have it, should wait, have to wait, avoid it, how soon, do <other> * <undergo>,
        would <other> * <undergo>, recommended for, recommend it, a no go, no no, in danger
        """
    ),
    "undergo": listed(
        """
        have, get, do, be, treat, use, take, undergo, receive, try, go, need, wait, stop, avoid, consider, keep,
        undertake
        """
    ),
    # … and asking what it would do.
    "safety": listed(
        """
        <adjective>, safety, risk, damage, hazard, excluded, avoid, stay away, worse, worsen, trigger, react badly,
        worry, worried, scared, afraid, interact, precaution, complication, side effect, special care, turned away,
        allowed, problem, hurt
        """
    ),
}
