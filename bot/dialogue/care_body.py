"""A body and what befalls it, in words that laypeople use; see `bot.dialogue.care_words`.

These lists are for the readings of single sentences that take two or three signs, in any wording.
"""

from bot.dialogue.phrases import Lists, listed

BODY: Lists = {
    # Weeks of a pregnancy.
    "far": tuple(str(weeks) for weeks in range(4, 43)),
    "anatomy": listed(
        """
        eye, eyeball, eyelid, brow, eyebrow, eyelash, lip, mouth, tongue, throat, tooth, teeth, gum, jaw, jawline,
        chin, cheek, cheekbone, face, forehead, temple, nose, nostril, ear, earlobe, head, scalp, hairline, neck,
        nape, collarbone, shoulder, arm, forearm, armpit, underarm, elbow, wrist, hand, knuckle, finger, palm, nail,
        chest, breast, boob, nipple, cleavage, decolletage, rib, back, spine, stomach, tummy, belly, abdomen, navel,
        flank, hip, bum, buttock, groin, bikini line, thigh, knee, shin, calf, calves, ankle, foot, feet, toe, leg,
        skin, vein, muscle, bone, cornea, belly button, the area, treated area, treated skin, treated bit, treated
        side, the spot, the scab, gland, smile, hair, beard
        """
    ),
    # What is complained of; of what a treatment may bring as planned, only words for more than that.
    "ailment": listed(
        """
        burn, burnt, scald, blister, swell, swollen, puffy, puffed, balloon, ballooned, bloated, itch, itchy, rash,
        hives, welt, scab, scabby, crust, crusty, peel, flake, bleed, bled, numb, numbness, tingle, tingly, pins and
        needles, zing, ache, achy, sore, soreness, hurt, painful, sting, throb, raw, bruise, lump, lumpy, bump, bumpy,
        nodule, knot, dent, dented, dimple, hollow, gaunt, skeletal, pitted, groove, crater, ridge, ripple, blotch,
        blotchy, mottled, discoloured, discolored, discolouration, discoloration, darkened, droop, droopy, hang,
        lopsided, wonky, uneven, asymmetrical, asymmetric, tender, inflamed, irritated, wound, ooze, weep, pus,
        infected, infection, crooked, twitch, tremor, spasm, dizzy, lightheaded, light headed, woozy, nauseous,
        nausea, headache, migraine, earache, toothache, stiff, rock hard, sunken, sunk, caved, thickened, black mark,
        white mark, brown mark, dark mark, red mark, white patch, brown patch, dark patch, red patch, patch, patches,
        patchy, white spot, brown spot, dark spot, red spot, purple, blackened, streak, stripe, grid,
        hyperpigmentation, hypopigmentation, pigmentation, pigmented, bubble, liquid, fluid, leak, discharge, keloid,
        torn, tore, split, crack, sore spot, gritty, blurry, blurred, double vision, flare, flaring, flared, broke
        out, broken out, breakout, zits, cold sore, hypersensitive, oversensitive, electric shock, clicking, popping,
        crackle, crunchy, worse, botched, ruined, wrecked, deformed, disfigured, misshapen, fat loss, lost fat, fat *
        gone, lost volume, volume * gone, fever, feverish, shiver, unwell, poorly, sick, ill, faint, swelling, shiny,
        leathery, goosebumps, prickly, prickle, prickling, warm to, hot to, burning up, on fire, no feeling, can t
        feel, cant feel, paralysed, frozen, dead, palsy, white bumps, red bumps, spots, milia, marks, stuck, imprint,
        hole, holes, watery, bloodshot, bloody, blood, scabbing, lost feeling, palpitations, insomnia, exhausted,
        ring, darker, hardened, redness, sagging more, saggier, droops, ulcer, ulcerated, abscess, gone hard, gone
        dark, gone white, gone brown, gone red, changed colour, changed color, damage, damaged, tight, tightness
        """
    ),
    # A body that is not as it was, whatever the word for it.
    "amiss": listed(
        """
        feels, feel like, looks like, won t, wont, can t, cant, doesn t, doesnt, isn t, hasn t, hasnt, not right,
        something wrong, has become, has gone, have gone, has turned, gone, feels like, like sandpaper
        """
    ),
    "wrong": listed(
        """
        something wrong, something is wrong, went wrong, gone wrong, wrong when, wrong if, wrong that, wrong with my,
        meant to be, supposed to be
        """
    ),
    "unit": listed("minute, min, hour, hr, day, week, wk, month, mth, year, night, weekend, fortnight"),
    "when": listed(
        """
        since, ever since, <unit> on, <unit> later, <unit> after, <unit> ago, <unit> post, <unit> now, <unit> and,
        <unit> in, for <unit>, for * <unit>, has lasted, have lasted, lasted, lasting, last <unit>, a <unit> after,
        the <unit> after, yesterday, today, tonight, this morning, this afternoon, this evening, last night, on
        monday, on tuesday, on wednesday, on thursday, on friday, on saturday, on sunday, since monday, at the
        weekend, over the weekend, all of a sudden, suddenly, sudden, just now, right now, now, still, woke up, all
        night, after * session, after * treatment, after * appointment, after * procedure, after my, after they, after
        she, after he, after <name>, after the <name>, from the <name>, post <name>, following, afterwards, where
        they, where she, where he, where the, came up, come up, popped up, came out, come out, appeared, appear,
        developed, started, start, keeps, keep, day 2, day 3, day 4, day 5, day 6, day 7, day two, day three, day
        four, day five, day 10, won t go, wont go, not going, getting worse, got worse, getting bigger, getting
        redder, ended up, left me, left my, left with, went, gone, has gone, have gone, noticed, this time, last time,
        first time, been, they did, they lasered, she did, he did, they used, they treated, they put, day <far>, day
        eight, day nine, day ten, day twelve
        """
    ),
    # After a treatment, as against a time at which one may be planned.
    "aftermath": listed(
        """
        since, ever since, <unit> on, <unit> later, <unit> after, <unit> post, <unit> in, now, still, after <name>,
        after the <name>, after my, after they, after she, after he, after last, after * session, after * treatment,
        after * appointment, after * procedure, from the <name>, post <name>, where they, where she, where he, where
        the <name>, went, ended up, has gone, have gone, came up, come up, popped up, came out, come out, appeared,
        left me, left my, left with, got home, woke up, straight after, they did, she did, he did, she s given, they
        ve given, all of a sudden, suddenly
        """
    ),
    "whose": listed(
        """
        <own>, he, she, his, her, him, we, our, <relative>, bf, gf, hubby, fella, teenager, teen, mate, boss,
        colleague, client, someone, somebody, patient of mine
        """
    ),
    # What treatment is for or what one hopes of it: of a body no complaint.
    "cosmetic": listed(
        """
        loose, looser, sag, saggy, sagging, slack, wrinkle, fine line, lines, crepey, crepe, jowl, turkey, firm,
        firmer, tighter, younger, smoother, cellulite, stretch mark, double chin, bingo wing, crow, lift, look good,
        glow, glowing, great, better, amazing, fantastic, happy with, old, tired looking, results, result, effect,
        difference, no change, jowls, eye bags, hooded, works, worked, working, looks tired, aging, ageing
        """
    ),
}
