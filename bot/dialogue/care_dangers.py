"""Pairs of signs that together, in one sentence, tell of a danger: "my tongue" and "is huge".

Which goes with which stands in `bot.dialogue.care_rules`; the notation in `bot.dialogue.phrases`.
"""

from bot.dialogue.phrases import Lists, listed

DANGER: Lists = {
    "airway": listed("throat, tongue, windpipe, airway, gullet, voice box"),
    "closes": listed(
        """
        close, closing, tight, tighten, thick, balloon, ballooned, huge, enormous, double * size, swell, swollen,
        blown up, constricted, puff, fat
        """
    ),
    "pumping": listed("chest, heart, heartbeat, pulse, breastbone, left arm"),
    "labouring": listed("<pains>, <stumbles>"),
    "pains": listed("pain, tight, tightness, pressure, crush, squeezing, hurt, heavy, ache, stab, elephant"),
    "stumbles": listed(
        """
        race, racing, skip, skipping, flutter, pound, thump, irregular, all over the place, slurred, gone funny,
        missing beats, hammering, odd, mad, jumping, garbled, somersault, erratic, fast, banging, leaping
        """
    ),
    "speech": listed("speech, words, talk, speak, voice, talking"),
    "seeing": listed("eye, vision, sight, eyesight, see, look at, everything"),
    "veiled": listed(
        """
        blurred, blurry, blur, dark spot, black spot, curtain, shadow, flash, cloudy, foggy, hazy, misty, dim, double,
        halo, zigzag, gone black, wavy, grey patch
        """
    ),
    "eyes": listed("eye, eyeball, cornea, pupil"),
    "hits": listed(
        """
        lasered, zap, zapped, hit, burnt, burned, poked, jabbed, scratched, swollen shut, won t open, wont open, shot,
        goggles, stabbing, agony
        """
    ),
    "bleeding": listed("bleed, bled, blood, haemorrhage, hemorrhage"),
    "ceases": listed(
        """
        won t stop, wont stop, t stop, not stop, not stopping, hours, everywhere, soak, through the, keeps coming
        """
    ),
    "expecting": listed(
        """
        pregnant, pregnancy, trimester, weeks gone, wks pregnant, 28 weeks, 30 weeks, 32 weeks, 34 weeks, 35 weeks, 36
        weeks, 37 weeks, 38 weeks, the baby, my baby, bump, <am> <far> weeks, <far> weeks pregnant, <far> wks
        """
    ),
    "losing": listed(
        """
        bleed, blood, cramp, leak, spotting, waters, contraction, stomach pain, belly pain, hardly moved, barely
        moved, not moved, hasn t moved, hasnt moved, stopped moving, pink, not kicking, stopped kicking, hasn t
        kicked, isn t moving, clot, gush
        """
    ),
    "flesh": listed("skin, patch, wound, burn, burnt area, treated area, blister, scab, hole, needle marks, nose, it"),
    "rots": listed(
        """
        rotten, stink, foul, smells, smelly, black in, black at, black and hard, gone black, turned black, now black,
        its black, blotchy purple, purple and, dusky, mottled, crackle, crackly, peeling off, sloughing, falling off,
        coming away, come away, dead skin * black, green, leathery black, raw flesh, deep purple, grey and, white and
        doesn t, white and doesnt, waxy white, charred
        """
    ),
    "wounded": listed(
        """
        burn, blister, blistered, scald, scalded, wound, rash, swelling, swollen, hives, peel, pain, stitches,
        incision, cut
        """
    ),
    "vast": listed(
        """
        unbearable, agony, agonising, agonizing, excruciating, size of, whole face, whole neck, whole body, all over
        my body, everywhere, huge, massive, giant, enormous, down to, weeping, screaming, crying, third degree, out of
        control, as big as, pouring, opened up, opened right up, gushing, all the way round, charred
        """
    ),
    "pain": listed("pain, hurts, ache, agony, hurting"),
    "gauge": listed(
        """
        unbearable, agonising, agonizing, excruciating, horrendous, severe, worst, intense, unreal, extreme, insane,
        killing, intolerable, terrible, awful, tramadol, morphine
        """
    ),
    "calf": listed("calf, calves, one leg, my leg, left leg, right leg, her leg, his leg"),
    "clotted": listed("swollen, hot, hard and, sore and, red and, twice the size, throbbing, warm and, painful and"),
    "electronic": listed(
        """
        pacemaker, pace maker, defibrillator, icd, insulin pump, pump, stimulator, loop recorder, implant, heart
        monitor, my pump, device in my
        """
    ),
    "misfires": listed(
        """
        bleep, beep, buzz, went off, goes off, going off, shock, shocked, alarm, alarming, vibrate, fired, stopped,
        switched off, errors, tingles, jolt
        """
    ),
    "numbing": listed(
        """
        numbing cream, numbing gel, anaesthetic cream, anesthetic cream, lidocaine, emla, the gel, local anaesthetic,
        local anesthetic
        """
    ),
    "poisoned": listed(
        """
        swallowed, ate, eaten, drank, licked, twitch, drowsy, ringing in, dizzy, metallic taste, confused, faint,
        whole tube, tubes of, under clingfilm, cling film, seizure, floppy, blue
        """
    ),
    "bystander": listed("she, he, husband, wife, mum, mom, dad, mother, father, <relative>, someone"),
    "ashen": listed("grey, gray, ashen, clammy, sweating, cold sweats, limp, floppy, blue"),
    "fevered": listed("temperature, temp, hot, shaking, shiver, sweats, flu like, aching all over"),
    "festering": listed(
        """
        red to, streak, spreading, yellow, green, ooze, weep, swollen, pus, wound, smell, leg is red, throbbing
        """
    ),
}
