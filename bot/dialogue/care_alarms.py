"""Signs that are looked at soon or at once, in words that laypeople use; see `bot.dialogue.care_words`."""

from bot.dialogue.phrases import Lists, listed

ALARM: Lists = {
    # Parts of the phrases below.
    "part": listed("face, mouth, body, my * face, my * mouth, my * body"),
    # Parts of the phrases below.
    "cannot": listed("can t, cant, cannot, can not, couldn t, unable to, hardly, barely"),
    "mark": listed("red, redness, burn, wound, infection, rash, swelling, it, blister, it keeps, pain"),
    "labours": listed(
        """
        difficult, difficulty, struggle, struggling, hard to, harder to, getting hard, trouble, hard, funny, fast,
        shallow, rasping, noisy, laboured, labored, heavy, weird, painful
        """
    ),
    "swells": listed(
        "twice the size, twice its size, twice as big, double the size, double its size, doubled in size, ballooned"
    ),
    "flows": listed("coming out, comes out, leaking, running out, seeping, dripping"),
    "drops": listed("drop, dropped, droop, fallen, slid, paralysed, paralyzed, lopsided * sudden, frozen"),
    # Signs that are looked at soon or at once.
    "alarm": listed(
        """
        <cannot> * breathe, trouble breathing, difficulty breathing, struggle * breathe, hard to breathe, difficult to
        breathe, short of breath, shortness of breath, breathless, gasping, wheeze, wheezing, chest pain, chest hurts,
        pain in * chest, tight chest, chest is tight, pressure in * chest, chest <feels> tight, heart <feels> racing,
        heart racing, heart * pounding, palpitations, throat <feels> closing, throat closing, throat * swollen, throat
        * swelling, lip * <swells>, tongue * <swells>, throat * <swells>, neck * <swells>, eye * <swells>, yellow *
        <flows>, green * <flows>, cloudy * <flows>, <flows> * my wound, <flows> * the wound, blistering and burning,
        burning and blistering, is blistering, throat * tight, tongue * swollen, tongue * swelling, swollen tongue,
        lips * blue, lips * swollen, lips * swelling, <cannot> * swallow, trouble swallowing, -fainted, feel faint,
        about to faint, passed out, <other> * collapsed, i collapsed, unconscious, unresponsive, seizure after, had a
        seizure, convulsion, fit after, is confused, feel confused, and confused, slurred, slurring, face * drooping,
        mouth * drooping, drooping mouth, drooping face, droopy mouth, droopy face, side of my * <part>, my * <part> *
        t move, one side of * <part>, half of * <part>, <cannot> * move, <cannot> * close * eye, no feeling in,
        <cannot> * see, lost * vision, lost * sight, losing * vision, losing * sight, lost * eyesight, vision loss,
        blurred vision, blurry vision, vision * blurry, vision * blurred, see * flashes, see double, seeing double,
        double vision, flashes of light, gone blind, going blind, laser in * eye, eye * swollen, eye * painful, eye
        hurts, shot in * eye, hit * eye, fever, feverish, high temperature, temperature of 39, temperature of 40,
        temperature of 38, -chills, shivering, pus, red streak, streaks going, red lines, <mark> * spreading, <mark> *
        smells, smells bad, smells awful, smelly, foul, oozing, looks infected, is infected, got infected, get redder,
        becoming infected, blackened, turned black, turned * black, turning black, turned grey, turned purple, black
        skin, skin is black, gone black, went black, grey and dead, skin is dying, skin * dying, skin * dead, dead
        tissue, skin * coming off, skin * falling off, skin * came off, skin * peeled off, unbearable, excruciating,
        severe pain, extreme pain, terrible pain, worst pain, agony, worse * hour, pain * getting worse, badly
        swollen, severely swollen, swelling up, swollen shut, swells up, t stop bleeding, wont stop bleeding, not stop
        bleeding, doesnt stop bleeding, keeps bleeding, bleeding heavily, heavy bleeding, bleeding * pregnant,
        pregnant * bleeding, bleeding a lot, blood * everywhere, large * blisters, huge blisters, big * blisters, open
        blisters, blisters all over, deep burn, severe burn, severely burned, third degree, hives everywhere, hives
        all over, anaphylaxis, anaphylactic, swallowed the, swallowed some, swallowed a, overdose, stiff neck, worst
        headache, vomiting, throwing up, pain behind * eye, calf * swollen, my leg * swollen, coughing blood, temp of,
        shaking and, and shaking, <mark> * creeping, stinks, cold and numb, suddenly * blind, <cannot> * open,
        <cannot> * stand up, <cannot> * walk, worse and worse, call an ambulance, an emergency, delirious, i am dying,
        i m dying, puffing up, swelling fast, getting bigger and bigger, spreading fast, weak on one side, half my
        face, having contractions, contractions every, waters broke, baby * not moving, baby isn t moving, baby *
        stopped moving, baby * hardly move, baby * hardly moving, baby * moved less, voice * croaky, voice * hoarse,
        voice * gone, <labours> * swallow, swallow * <labours>, drooling, choking, suffocating, <labours> * breathe,
        breathe * <labours>, breathing * <labours>, <cannot> * get air, <cannot> * air in, <cannot> * catch * breath,
        out of breath, about to pass out, might pass out, going to pass out, pass out, keep * blacking out, blacked
        out, blacking out, went limp, gone limp, <cannot> wake, won t wake, wont wake, isn t responding, not
        responding, not making sense, making no sense, t make sense, talking nonsense, all confused, very confused,
        really confused, seems confused, so confused, disorientated, disoriented, barely conscious, <cannot> * words
        out, <cannot> * speak, <cannot> talk, <cannot> * talk properly, mumbling, face * ballooned, face * balloon,
        face * twice the size, face * double the size, face * blown up, took too much, taken too much, took too many,
        taken too many, too many pills, double dose, overdosed, stay awake, so drowsy, room is spinning, face *
        <drops>, mouth * <drops>, eyebrow * paralysed, <cannot> * smile, <cannot> * lift, <cannot> * raise, <cannot> *
        blink, <cannot> * feel my leg, <cannot> * feel my arm, arm * gone weak, arm * weak, leg * gone weak, arm *
        limp, flashes and, seeing flashes, curtain * over, shadow * over, floaters, pupil * bigger, eye * pain, eye *
        hurt, eye * blood, blood * eye, eyeball, in the eye, one eye won t, one eye wont, blood * pouring, blood *
        pumping, blood * gushing, soaked through, spurting, passing blood, vomiting blood, bleeding down there,
        burning up, shivery, cold sweat, clammy, rigors, a temp, hot and cold, temperature * 39, temperature * 38,
        temperature * 40, temperature * 39 5, temp * 38, temp * 39, temp * 40, loss of sight, loss of vision, sudden
        loss, reeks, black crust, hard black, gone grey, gone purple, went purple, black in the middle, black at the
        edge, black around, black scab, raw flesh, see * flesh, see * bone, crackle * press, crackles, in sheets, by
        the hour, by the minute, getting * bigger * hour, spreading * quickly, spreading * rapidly, spreading * up,
        spreads up, tracking up, screaming in pain, crying * pain, pain * crying, scream * pain, out of 10,
        painkillers * nothing, painkillers * touch, hurts like mad, headache of * life, sudden headache, keeps being
        sick, being sick, keep being sick, throws up, twitching, convulsing, having a fit, had a fit, seizure, call
        999, call 911, ring 999, a and e, to hospital, emergency room, im dying, collapsed, <crisis>, <cannot> * feel
        my face, sweating buckets, <cannot> whistle, blind in, dozing off, won t answer, wont answer
        """
    ),
    # Thoughts of suicide or of harming oneself.
    "crisis": listed(
        """
        kill myself, suicide, suicidal, end my life, ending my life, want to die, hurt myself, take my life, don t
        want to live, dont want to live, harm myself, killing myself, self harm, cut myself, cutting myself, end it
        all, want to end it, no point carrying, no point going on, no point in going on, no point anymore, nothing to
        live for, better off dead, no point * living, not worth living, no reason to live, don t want to be here, dont
        want to be here, don t want to wake up, dont want to wake up, can t go on, cant go on, want to disappear, take
        * all my pills, jump off, jumping off, jump in front, not want to live, life isn t worth, want to be alive,
        rather be dead, wish i was dead, wish i were dead, hadn t been born, never been born, wasn t alive
        """
    ),
    # Beginnings that make a sign the matter of a general question, "What is pus?", and of one about what may come, "Can
    # it cause a fever?". Without a person or a time nobody tells of a sign in such words.
    "questioning": tuple(
        f"^ {word}"
        for word in """what which how do does did is are was were who when where why has have tell list define explain
        could will would may might should in to under describe""".split()
    )
    # Not "can't".
    + tuple(
        f"^ can {word}" for word in "i you we he she it they the a this that rf laser lasers people someone my".split()
    ),
    "foreseeing": tuple(f"^ {word} <whoever>" for word in ("can", "could", "will", "would", "may", "might", "does")),
}
