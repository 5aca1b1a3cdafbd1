"""States of health that make a treatment another one, and how a sentence gives somebody such a state.

Written in the notation of `bot.dialogue.phrases`; see `bot.dialogue.care_words`.
"""

from bot.dialogue.phrases import Lists, listed

HEALTH: Lists = {
    # Illnesses, medicines, implants, operations and states of the body that make a treatment another one, and the
    # endings of such words (for medicines the stems of their international nonproprietary names).
    "health": listed(
        """
        pregnant, pregnancy, expecting a baby, breastfeed, breast feed, -nursing, lactating, ivf, giving birth, gave
        birth, given birth, c section, caesarean, cesarean, postpartum, unborn, the baby, hernia, dental crown, lasik,
        skin graft, estrogen, oestrogen, tamoxifen, amiodarone, endometriosis, raynaud, raynauds, apnea, apnoea,
        phobia, metal rod, bad circulation, vitamin, fish oil, transgender, olive skin, miscarriage, menopause, my
        period, conceive, get pregnant, fertility, the pill, foetus, fetus, diabetes, diabetic, insulin, thyroid,
        hashimoto, hashimotos, graves disease, pcos, hormone, epilepsy, epileptic, seizure, multiple sclerosis,
        parkinson, parkinsons, dementia, alzheimer, migraine, stroke, neuropathy, palsy, als, adhd, autism, autistic,
        depression, bipolar, schizophrenia, anxiety, panic attack, claustrophobia, body dysmorphia, eating disorder,
        heart condition, heart disease, heart murmur, heart attack, heart failure, heart problem, heart trouble, heart
        surgery, heart valve, weak heart, arrhythmia, afib, atrial fibrillation, high blood pressure, low blood
        pressure, hypertension, hypertensive, angina, aneurysm, thrombosis, blood clot, varicose vein, circulation
        problem, haemophilia, hemophilia, haemophiliac, hemophiliac, bleeding disorder, clotting disorder, anaemia,
        anemia, anaemic, anemic, sickle cell, platelet, cancer, melanoma, tumour, tumor, lymphoma, leukemia,
        leukaemia, chemo, chemotherapy, radiotherapy, radiation therapy, mastectomy, metastasis, carcinoma,
        precancerous, mole removed, lupus, autoimmune, immune system, immune disease, immunosuppressed,
        immunocompromised, hiv, aids, hepatitis, tb, transplant, dialysis, kidney, liver, crohn, crohns, colitis,
        celiac, coeliac, asthma, copd, scleroderma, vitiligo, psoriasis, eczema, dermatitis, shingles, herpes, cold
        sore, keloid, impetigo, scabies, lichen, porphyria, photosensitive, light sensitive, sensitive to light,
        lymphoedema, lymphedema, lymph node, oedema, edema, fibromyalgia, arthritis, osteoporosis, covid, the flu,
        infection, virus infection, fungal, open wound, ulcer, glaucoma, allergic, allergy, intolerant, intolerance,
        anaphylaxis, anaphylactic, latex, disability, chronic illness, chronic disease, medical condition, health
        condition, pre existing, illness, a disease, an illness, a disorder, a syndrome, scar easily, scar easy,
        bruise easily, bruise easy, bruise very easily, scar very easily, bleed easily, heal badly, heal slowly, poor
        healing, pacemaker, defibrillator, icd, stent, shunt, implant, prosthesis, hip replacement, metal plate, knee
        replacement, joint replacement, artificial joint, artificial hip, artificial knee, screw in, screws in,
        titanium, iud, coil, insulin pump, hearing aid, braces, dentures, catheter, stoma, gold thread, thread lift,
        threads, facelift * <past>, <had> * facelift, <had> * face lift, <had> * nose job, <had> * surgery,
        rhinoplasty, <had> * operation, <had> * operated, <had> * botox, <had> * fillers, <had> * peel, <had> *
        stroke, gastric bypass, bypass surgery, recent surgery, undergoing, sunburnt, sunburned, thin skin, sensitive
        skin, dark skin, very dark skin, skin * sensitive, skin * thin, tanned, tattoo on, birthmark, active acne,
        severe acne, cystic acne, open sore, overweight, obese, -medication, medicine, medicines, pills, tablets,
        prescribed, on prescription, blood thinner, anticoagulant, anticoagulants, aspirin, ibuprofen, paracetamol,
        tylenol, painkiller, nsaid, antibiotic, steroid, cortisone, prednisone, inhaler, antidepressant, ssri,
        lithium, contact lenses, metal fillings, enbrel, fibroids, anorexia, sarcoidosis, nickel, ritalin, water pill,
        diuretic, beta blocker, statins, accutane, roaccutane, isotretinoin, retinol, retin a, retinoid, eliquis,
        xarelto, coumadin, warfarin, heparin, clopidogrel, plavix, ozempic, metformin, methotrexate, humira, johns
        wort, john s wort, nicotine patch, opioid, nicotine patches, birth control, contraceptive, testosterone,
        sedative, valium, immunosuppressant, biologics, antihistamine, vaccine, vaccinated, lidocaine, anaesthetic,
        psychiatric, psychosis, psychotic, mental illness, mental health, an abortion, pneumonia, tuberculosis,
        malaria, parasite, paranoia, alcoholic, alcoholism, drugs, cannabis, marijuana, weed, cocaine, deficiency,
        impairment, handicapped, disabled, wheelchair, hereditary, congenital, broken bone, torn ligament, fracture,
        fractured, concussion, prostate, bladder, bone marrow, lung, pulmonary, cardiac, cardiovascular, cholesterol,
        blood sugar, premature, newborn, sterilised, insomnia, cyst, polyp, gout, bulimia, hay fever, sinus, hormones,
        vertigo, tremor, tinnitus, bone loss, dizzy spell, blackout, fainting, faints, fibrosis, months along, weeks
        along, weeks gone, trimester, menopausal, inflammatory disease, inflammatory bowel, ibs, reflux, metabolic,
        obesity, malnutrition, sepsis, open cut, stitches in, blood pressure, blood disorder, low iron, nerve disease,
        disease, disorder, syndrome, body dysmorphic, ptsd, trauma, ocd, down syndrome, dwarfism, monitor under,
        piercing, spiral, mesh, valve, bypass, graft, amputation, amputated, -otherapy, -otherapies, hormone therapy,
        -dermia, -plegia, -trophy, -penia, -scopy, -gesic, -caine, -aemia, -nemia, -glycemia, -itis, -iasis,
        -clerosis, -rosis, -algia, -pathy, -ectomy, -plasty, -cillin, -mycin, -cycline, -statin, -olol, -ipril,
        -opril, enalapril, -sartan, -oxaban, -parin, -prazole, -azepam, -oxetine, -tretinoin, -limus, -thyroxine,
        -tinib, -floxacin, -dipine, -triptan, -gliptin, -conazole, -zumab, -ximab, -tidine, -profen, -lukast, -setron,
        -mab, -nib, -vir, -azole, -zepine, -idone, -triptyline, -afaxine, -gliflozin, -glutide, -oxacin, -noma,
        -phoma, -yeloma, -rcoma, -ucoma, -gioma, -lioma, -tosis, -losis, -iosis, -kemia, -lemia, -xemia, -ectomies,
        -ostomy, -ostomies, <illness>, <medicine>, <device>, my addiction, addicted to
        """
    ),
    # Open on purpose, for people have more illnesses than any list: "I have …" tells of a state unless what follows is
    # benign.
    "state": listed(
        """
        ^ i have !<benign>, ^ i had !<benign>, ^ i take !<benign>, ^ i suffer !<benign>, ^ i ve !<benign>, ^ ive
        !<benign>, if i have !<benign>, if i take !<benign>, that i have !<benign>, and i have !<benign>, because i
        have !<benign>, ^ i use !<benign>, and i use !<benign>, ^ i got !<benign>, i have had !<benign>, i ve had
        !<benign>, i am on !<benign>, i m on !<benign>, im on !<benign>, i am taking !<benign>, i m taking !<benign>,
        im taking !<benign>, i am prone, i m prone, im prone, i am allergic, i m allergic, im allergic, i am
        recovering, i m recovering, i was diagnosed, i got diagnosed, been diagnosed, i suffer from, i am undergoing,
        i m undergoing, hi i have !<benign>, hello i have !<benign>, i also have !<benign>, my <relative> has
        !<benign>, my <relative> takes !<benign>, my <relative> had !<benign>, i ve got !<benign>, my <relative> is on
        !<benign>, she has !<benign>, he has !<benign>, she takes !<benign>, he takes !<benign>, i am <extreme>, i m
        <extreme>, im <extreme>, she is <extreme>, he is <extreme>, my <relative> is <extreme>, <extreme> year old,
        <extreme> years old, <extreme> yr old, <extreme> yo, trying for a baby, trying to conceive, year old with, i
        live with, i carry, <recent> last week, <recent> yesterday, <recent> last month, <recent> * ago, <had> *
        metal, <had> * rod, i finished, i stopped taking, i don t heal, i dont heal, i scar, my skin scars, i now have
        !<benign>, being treated for, i recently !<benign>, i got burnt, i got burned, i quit, i stopped !<benign>, ^
        i get !<benign>, and i get !<benign>, i react, my skin react, i burn easily, i m scared !<benign>, i am scared
        !<benign>, i m afraid !<benign>, i am afraid !<benign>, i m worried !<benign>, i am worried !<benign>, im
        worried !<benign>, im scared !<benign>, ^ my <body> <feels> !<benign>, and my <body> <feels> !<benign>, ^ had
        a !<benign>, ^ have a !<benign>, ^ got a !<benign>, ^ got an !<benign>, ^ have an !<benign>, ^ had an
        !<benign>, i had a !<benign>, what if my !<benign>, what if i have !<benign>, ^ my * <body> has !<benign>, ^
        my * <body> have !<benign>, ^ my * <body> feels !<benign>, been on !<benign>, i tend to !<benign>, my parents
        had, runs in * family, i m black, i am black, i m asian, i am asian, my skin color, my skin colour, i was born
        with, people like me, someone like me, ^ i am a * patient, ^ i m a * patient
        """
    ),
    # Time, money, plans and opinions, and what the treatment is for.
    "benign": listed(
        """
        question, appointment, session, treatment, consultation, budget, money, dollar, euro, pound, wedding, party,
        holiday, vacation, flight, trip, little time, time to, time for, weeks left, days left, job, cost, work,
        insurance, voucher, coupon, discount, offer, quote, price, friend, doctor, clinic, idea, doubt, opinion, hope,
        plan, expectation, goal, choice, option, decide, wrinkle, fine line, lines, sag, saggy, loose, laxity, jowl,
        double chin, crow, bag, cellulite, acne scar, age spot, sun spot, stretch mark, dark spot, brown spot, crepey,
        crepe, dull, slack, bounce, elasticity, volume, stone, pounds, kilos, kilo, reservation, transaction, hooded,
        droopy, file, document, account, password, computer, phone, laptop, printer, picture, photo, image, paper,
        exam, meeting, contract, landlord, tenant, flat, house, car, dog, cat, the impression, nothing, everything,
        bored, card, bank, letter, email, message, problem with the page, results, result, a laser, device, the table,
        sunscreen, cleanser, soap, moisturiser, moisturizer, make up, makeup, lost weight, weight, age, wish, dream,
        interest, loved, liked, old, tired, young, ready, set on, flabby, hang, firm, smooth, want, experience, lunch,
        evening, weekend, summer, your, thanks, dry
        """
    ),
    # Years at which suitability is doubtful: a minor's, and those of old age.
    "extreme": (*(str(age) for age in (*range(1, 18), *range(70, 110))), "14yr", "15yr", "16yr", "17yr"),
    "recent": listed("botox, filler, peel, facelift, surgery, sunburn, tan, lasik, vaccine, tattoo, waxing"),
    "body": listed(
        """
        skin, skin tone, skin type, face, cheek, chin, jaw, forehead, nose, lip, eye, eyelid, neck, chest, breast,
        arm, hand, leg, thigh, knee, foot, belly, stomach, back, scalp, heart, immune system, blood pressure, scar,
        wound, bikini line, temple, throat, eyebrow
        """
    ),
    # People in a state that no list holds.
    "group": listed(
        """
        <someone> with !<benign>, <someone> on !<benign>, <someone> who !<benign>, <someone> taking !<benign>
        """
    ),
    # How a sentence gives somebody a state. In the lists below "#" stands for what "health" has found.
    "bear": listed(
        """
        have, had, has, having, am, m, was, is, s, re, are, on, take, took, taking, use, suffer, diagnosed, got, get,
        finished, ve, been, wear, undergo, stopped, start, live with, carry, scar, bruise, bleed, heal, might be, may
        be, could be, react, form, develop, just, quit, stop, still, recently, currently, need, think, d, would be
        """
    ),
    "had": listed("had, got, having, ve had, ive had, get, have, has"),
    "past": listed("last, ago, in, before, this year"),
    "case": listed(
        """
        <i> <bear> * #, im * #, ive * #, my * #, our * #, <relative> <bear> * #, he <bear> * #, she <bear> * #, ^ got
        * #, ^ on * #, ^ taking * #, ^ diagnosed with * #, ^ having * #, i #, ^ # can i, ^ # * can i, ^ # * is it, ^ #
        * <clear>, ^ currently * #, ^ <am> * pregnant, been told * #, put me on, in my family, <relative> with * #, if
        you have * #, if you are * #, if you re * #, affect #, affect * #, damage * #, interfere * #, problem with #,
        # * a problem, # * problem, harm * #, if you take * #, while * pregnant, can i * with * #, can i * on #,
        should i * #
        """
    ),
    "circumstance": listed(
        """
        <under>, on #, after #, despite #, if #, when #, in #, for #, for <someone> * #, near * #, over * #, and #,
        together with * #, in case of #, before #, given * #
        """
    ),
    "under": listed("with * #, during * #, while #, while taking * #, while on * #"),
    # What a cosmetic treatment is done against: a state of health only when its harm is asked about.
    "blemish": listed(
        """
        acne, rosacea, melasma, scar, pimple, spider vein, broken capillary, wrinkle, age spot, tattoo, botox, filler,
        mole, freckle, skin, period, smoke, smoking, tan, eyes
        """
    ),
}
