"""How leave is asked for, and how questions sound that are about nobody; see `bot.dialogue.care_words`."""

from bot.dialogue.phrases import Lists, listed

ASKING: Lists = {
    # Leave that is asked for, in any wording.
    "leave": listed(
        """
        can i, can you, could you have, could you get, could one, can one, can we, can she, can he, can they, can
        someone, can a, can my, could i, could she, could he, may i, may a, should i, should she, should he, should
        we, should a, should someone, shall i, must i, do i need to, do i have to, do i go, do i cancel, do i tell,
        would i, would you, will i, will it, will the, will that, will rf, will laser, could it, could that, could
        this, could the, could laser, could rf, could heat, can it, can the, can rf, can laser, am i, are there, is
        there, is it, is that, is this, is face, is rf, is laser, is ultrasound, is microneedling, is hifu, is
        thermage, does it, does that, does this, ok, okay, alright, all right, safe, allowed, permitted, advisable,
        wise, unwise, sensible, daft, stupid, mad, crazy, silly, foolish, mistake, bad idea, good idea, go ahead,
        cancel, rebook, postpone, reschedule, put off, hold off, wait, too soon, too early, too late, too young, too
        old, steer clear, stay away, keep away, keep the machine away, avoid, give it a miss, no for me, no go, no no,
        rule out, rules me out, rule me out, ruled out, candidate, suitable, eligible, contraindicated,
        contraindication, objections, an option, problem, issue, matter, danger, dangerous, risk, risky, harm,
        harmful, worry, worried, concern, concerned, affect, interfere, interact, react, clash, mess up, set off,
        trigger, damage, melt, heat up, explode, bring it back, come back, worse, spread, long enough, how long, how
        soon, when can, what if, what about, what happens, thoughts, advice, advise, would it, need to know, know
        before, be treated, would a, would someone, would my, would this, would that, would he, would she, would the,
        would rf, would laser, might it, might the
        """
    ),
    # What only somebody asks who means himself.
    "hazard": listed(
        """
        candidate, dangerous, danger, unsafe, risky, harmful, unwise, rule out, rules out, excluded, bad idea, steer
        clear, come to harm, foolish, daft, advise against, turn me away
        """
    ),
    # What may come of meeting with something in the body.
    "perils": listed(
        """
        melt, damage, ruin, break, burst, rupture, heat up, dissolve, move, migrate, shift, interfere, wreck, harm,
        mess up, disturb, stop * working, switch off, set off, turn off, fade, smudge, explode, reset, pop, spoil,
        affect
        """
    ),
    # Whether what happened is as it should be.
    "doubt": listed(
        """
        normal, wrong, mean, meant to, supposed to, worry, worried, serious, should i see, bad sign, ok, okay,
        alright, get better, go away, heal, settle, permanent
        """
    ),
    "plea": listed(
        """
        normal, is this right, is that right, should be, should i worry, go away, what do i do, what should i do, what
        can i do, fix, repair, meant to, supposed to, anyone else, permanent, settle, calm down, get better
        """
    ),
    "opener": listed(
        """
        hi, hiya, hello, hey, ok, okay, so, and, but, also, please, just, quick question, question, sorry, then, well
        """
    ),
    # What a general question begins with, a greeting aside.
    "asks": listed(
        """
        what, whats, which, how, hows, do, does, did, is, are, was, were, who, whos, when, where, wheres, why, has,
        have you, have there, tell, list, define, explain, could, will, would, may, might, should, shall, in what, in
        which, to what, for how, describe, any, show, give, compare, am, can i, can you, can we, can he, can she, can
        it, can they, can the, can a, can an, can my, can this, can that, can these, can those, can rf, can laser, can
        lasers, can ultrasound, can radio, can radiofrequency, can microneedling, can someone, can anyone, can
        anybody, can somebody, can people, can men, can women, can both, can home, can heat, can two, can one, can
        all, can any, can pregnant, can there, can doctors, can clinics, can skin, can results, can scars, can burns,
        can patients, can bad, can nurses
        """
    ),
    "general": listed(
        """
        ^ <asks>, ^ _ <asks>, ^ _ if, ^ <opener> _ <asks>, ^ <opener> <asks>, ^ <opener> <opener> <asks>,
        ^ have people, ^ have patients, ^ have any, ^ have the
        """
    ),
    # What is asked of a treatment to come.
    "coming": listed(
        """
        ^ will, ^ would, ^ can, ^ could, ^ may, ^ might, ^ do, ^ does, ^ did, ^ how long, ^ how many, ^ how much, ^
        how often, ^ how red, ^ how soon, ^ when, ^ which, ^ should, ^ are there, ^ is there, ^ what, <opener> will,
        <opener> can, <opener> does, <opener> how long, <opener> how many
        """
    ),
    # What is written or on offer, and hearsay: nobody's own body.
    "abstract": listed(
        """
        study, paper, article, trial, research, journal, source, document, fda, regulator, patients in, ten patients,
        the patients, reported, report, case, cost, price, pay, paid, fee, discount, refund, voucher, money, cheap,
        expensive, before and after, tiktok, instagram, youtube, reddit, magazine, blog, brochure, advert, in general,
        overall, usually, typically, on average, most people, percent, probability, said, says, told me, tells me,
        told my, reckon, heard, read that, swears, claim, claims, supposedly, apparently, printer, laptop, computer,
        account, bank, credit, luggage, battery, phone, car, flight, password, tyre, tire, invoice, app
        """
    ),
    # A cure or a cause is asked for, not leave.
    "curing": listed(
        """
        laser treat, lasers treat, it treat, rf treat, ultrasound treat, be treated with, used to treat, used for,
        help with, work on, work for, cure, cause, remove, get rid, improve, reduce, prevent
        """
    ),
    # One treatment against another.
    "weighed": listed("alternative, instead of, difference, different, cheaper, replace, than, without, combine"),
    "compared": listed(
        """
        choose, difference, different, instead, rather than, without, combine, weighing, better, cheaper, versus, vs,
        or, than, like, similar, alternative, compare, replace, same as, same thing, as good as, work as well
        """
    ),
    # Words of health that are about something else.
    "incidental": listed(
        """
        infection, anaesthetic, anesthetic, lidocaine, sedative, sedation, nerve disease, risk of cancer, cause
        cancer, drugs, blood pressure, operating hours
        """
    ),
    # What heat may meet with in a body.
    "implanted": listed(
        """
        <device>, botox, filler, thread, implant, implants, tattoo, crown, filling, fillings, braces, veneers, metal,
        silicone, eyeliner, piercing, mesh, pump, pacemaker, coil, lens, lenses, screw, plate, stent, valve, skin
        graft, transplant
        """
    ),
    # Ways of having had a treatment, or having one to come.
    "held": listed(
        """
        had, got, have, having, has, with, on my, on for, in my, in the, done, ago, last, booked, scheduled, weeks,
        days, months, yesterday, friday, monday, tuesday, wednesday, thursday, saturday, sunday, today, tomorrow,
        recent, recently, still, from my, my, her, his, wearing, wear, just, after, since, before, close to, near,
        over, on top of, together with
        """
    ),
    # Years at which suitability is doubtful, in a phrase about a person.
    "minor": (
        *(str(age) for age in (*range(8, 18), *range(70, 100))),
        *listed("twelve, thirteen, fourteen, fifteen, sixteen, seventeen, seventy, eighty, ninety"),
    ),
    "aged": listed(
        """
        <minor> year, <minor> yr, <minor> yo, he is <minor>, she is <minor>, he s <minor>, she s <minor>, hes <minor>,
        shes <minor>, <relative> is <minor>, <relative> s <minor>, i m <minor>, im <minor>, i am <minor>, age <minor>,
        aged <minor>, <minor> years, my age <minor>, at <minor>, only <minor>, just turned <minor>, 14yr, 15yr, 16yr,
        17yr, teenage, teenager, under 18, underage, a minor, my seventies, my eighties, her seventies, her eighties,
        his eighties, in * 70s, in * 80s, over 70, over 80, in her 70s, pensioner
        """
    ),
}
