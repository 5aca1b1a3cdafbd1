"""Suitability, harm, complaints and alarms, in words that laypeople use; see `bot.dialogue.care_words`."""

from bot.dialogue.phrases import Lists, listed

SUITABLE: Lists = {
    "along": listed("with me, along, me"),
    "skin": listed("skin, skin tone, health, heart, eyes, face, baby, scars, veins"),
    "ok": listed("safe, safely, dangerous, harmful, risky, unsafe, suitable, harm, danger, risk"),
    # Suitability asked in so many words: no state of health need be told.
    "suitable": listed(
        """
        <ok> for <whom>, <ok> to <whom>, harm my, damage my, harm <whom>, right for me, bad for me, wrong for me, suit
        me, in my case, in my condition, with my history, for my health, advise me against, <am> * candidate, <am> *
        suitable, <am> * too old, <am> * too young, rule <whom> out, exclude <whom>, <am> * to old, <am> * to young,
        <am> * allowed to have it, <am> * allowed in the sun, react badly, stop me from, keep me from, prevent me
        from, bad for my, should <i> do it, should <i> do this, should <i> have it, should <i> get it, should <i> have
        this, should <i> worry, should <i> be worried, not for me, treat <group>, treat * <group>, my * t close, if
        you have <blemish>, can * <group> * <undergo>, should * <group> * <undergo>, may * <group> * <undergo>, do *
        <group> * <undergo>, should <i> be concerned, should <i> see a, should <i> see my, should <i> call a, affect
        me, should <i> call my, should <i> call the, should <i> consult, <ok> if <i>, <ok> when <i>, is it *
        <relative> * <ok>, should my <relative> <undergo> !<along>, can my <relative> * <undergo>, my <relative> *
        <adjective>, my <relative> * sensible, may my <relative> * <undergo>, could my <relative> * <undergo>, my
        <relative> * allowed, <i> should not, suitable for my, advise * against * me, my <relative> * too old, my
        <relative> * too young, i shouldn t, should i avoid it, should <i> stay away, should <i> be careful, what are my
        risks, am i at * risk, worried about my <skin>, scared * <harm>, afraid * <harm>, worried * <harm>, worried it
        * me, scared it * me, scared it * marks, risk in my, danger to me, my risk, ask my doctor, tell my doctor,
        tell the doctor, talk to my doctor, see a doctor, am i likely, am i more likely, would i be left, will i be
        left, left on me, they did it over, they did it anyway, marks they left, they left on
        """
    ),
}

HARM: Lists = {
    # Harm, and the ways to fear it for oneself.
    "harm": listed(
        """
        burn, burned, burnt, scar, scarred, blister, disfigured, disfigurement, nerve damage, infection, infected,
        blind, blinded, cancer, paralysed, paralyzed, permanent damage, fat loss, lose fat, dent, hurt badly,
        allergic, die, injured, numb, lose * sight
        """
    ),
    "would": listed("will, would, could, can, might, may, am"),
    "feared": listed(
        """
        <would> <i> * <harm>, <i> <would> * <harm>, <i> get * <harm>, <i> to get * <harm>, <i> to be <harm>, <i> be *
        <harm>, <i> end up * <harm>, my chance * <harm>, my chances * <harm>, my eyesight, leave * <harm> * me, leave
        * marks, give me * <harm>, <harm> me, burn my, hurt my, ruin my, blind me, kill me, cause me, me cancer, my
        nerves, my fertility, happen to me, do to me
        """
    ),
}

COMPLAINT: Lists = {
    # Complaints, of those the ones that nobody wishes for, and the ways to tell of one that is there now.
    "sore": listed(
        """
        burn, blister, swell, swollen, itch, itchy, rash, hives, scab, crust, peel, bleed, numb, tingle, tingling,
        tingly, sore, hurt, pain, painful, ache, sting, throb, raw, red, redness, bruise, lump, bump, dent, patch,
        discoloured, discolored, darker, droop, droopy, hot, warm, tender, inflamed, irritated, irritation, wound,
        ooze, pins and needles, weep, flaky, sunburn, reaction, hole, welt, spots, infected, pus, thicker, leather,
        sick, nauseous, unwell, headache, stiff, asymmetric, uneven, lopsided, hollow, sunken, look thinner, older,
        burn mark, worse, pigment, scarred, grid pattern, dizzy, fever, bubbles, breaking out, broke out, break out,
        puffy, black and blue, twitch, puffed up, stripe, mark, white spots, watering, funny, strange, weird, crooked,
        liquid, groove, dimple, pit, brown, white, purple, yellow, black, swelling, damaged, lost fat, lost * feeling,
        hard as, rock hard, colour changed, color changed, changed colour, changed color, went wrong, marks, gone
        dark, gone brown, gone white, gone hard, wooden, dots, crater, injury, scratch, torn, nausea, weak, tremble,
        shaking, cramp, streak, indentation, dark, hard, gone, stuck, locked, dead, cold, ring
        """
    ),
    "complained": listed(
        """
        burn, blister, swell, itch, rash, hives, scab, crust, bleed, numb, tingle, tingly, ache, lump, dent, wound,
        reaction, hole, welt, pus, burn mark, headache, grid pattern, pain, fever, bruise, sore, infection, swollen,
        bump, irritation, sunburn, nausea, dizzy
        """
    ),
    "feels": listed(
        """
        is, are, am, was, were, m, s, has been, have been, feel, felt, look, got, get, went, turn, become, became,
        keep, start, still, seem, remain, stay, have, has
        """
    ),
    "since": listed(
        """
        since, yesterday, this morning, this evening, last night, today, tonight, days later, still, day later, weeks
        later, week later, hours later, hour later, days after, day after, weeks after, week after, hours after, hour
        after, months after, days ago, weeks ago, week ago, right now, day ago, hours ago, month after, anymore, any
        more, month ago, months ago, all night
        """
    ),
    "after": listed(
        """
        after * treatment, after * session, after * procedure, after * appointment, after <name>, since, from *
        treatment, from * session, from * procedure, where they, lasered me, treated me, after it, after * laser,
        after * microneedling, afterwards, after the clinic, did to me, burned me
        """
    ),
    # What is asked of a treatment to come, and no complaint: "will my face be red".
    "expected": listed(
        """
        will, would, how long, how many, how much, does, do they, is it, which, can it, can laser, best, help, remove,
        get rid, improve, when can, reduce, treat, work, expect, common, like to
        """
    ),
    "name": listed("rf, laser, ultrasound, ultherapy, thermage, microneedling, radiofrequency, ipl, hifu"),
    "told": listed(
        """
        my * <feels> * <sore>, his * <feels> * <sore>, her * <feels> * <sore>, why is my * <sore>, why are my *
        <sore>, why does my * hurt, normal that * <sore>, normal for my * <sore>, ^ it <sore>, ^ i have *
        <complained>, and i have * <complained>, i ve * <complained>, i got * <complained>, ive * <complained>, i
        noticed * <sore>, i notice * <sore>, i feel * <sore>, i felt * <sore>, i developed * <sore>, i am *
        <complained>, i m * <complained>, im * <complained>, i keep * <sore>, it is * <complained>, it s *
        <complained>, there is * <sore> * me, there is * <sore> * my, there are * <sore> * my, there are * <sore> *
        me, there are <complained>, there is <complained>, i <had> * <complained> * <after>, i woke up with, i can t
        feel, i cannot feel, i cant feel, no feeling, did i lose, be repaired, <sore> * <since>, <since> * <sore>, i
        am having * <sore>, i m having * <sore>, my * <sore> has, my * <sore> have, i scratched, treated area <feels>
        * <sore>, treated skin <feels> * <sore>, went wrong * me, botched, t go down, t go away, wont go away, not
        healing, t heal, wont heal, doesnt heal, hit a nerve, damaged a nerve, damaged my, hit my, worse than before,
        left * stripes, left * marks, they gave me, it gave me, laser gave me, left me, i can see * on my, i see * on
        my, i found * on my, there is * on my, there s * on my, there are * on my, there is * in my, there s * in my,
        theres * on my, ^ the * they treated, ^ the * they lasered, can t sleep, cant sleep, hurts so much, hurts a
        lot now, on my burn, my burns, my burn, the burn i, i picked at, my smile, crooked, the skin feels, my skin
        feels like, had them * days, had it for * days, coming out of, i <would> calm * my, burns on my, the burn on,
        a burn from, ^ the swelling is, ^ the skin is, ^ the wound, ^ the burn, supposed to happen to me, how do i
        treat, what can i put on, what should i put on, my * <sore> <since>, they burned, i was burned, i got burned
        """
    ),
}
