"""Names of illnesses, medicines, implants and operations; see `bot.dialogue.care_health`.

Names that a stem tells ("-statin", "-itis") stand there; here stand those that one has to know.
"""

from bot.dialogue.phrases import Lists, listed

NAMES: Lists = {
    "illness": listed(
        """
        addison, cushing, graves, marfan, ehlers danlos, hypermobility, lyme, fibro, fibromyalgia, chronic fatigue,
        long covid, mast cell, mcas, urticaria, angioedema, dermatographia, sjogren, sjogrens, sjögren, behcet,
        vasculitis, myasthenia, guillain barre, bells palsy, bell s palsy, trigeminal, sciatica, spina bifida,
        cerebral palsy, dystonia, motor neurone, huntington, tourettes, narcolepsy, brain injury, brain tumour, brain
        tumor, hydrocephalus, lupus, ms, t1d, t2d, type 1, type 2, type one, type two, diabetic foot, hypoglycemic,
        underactive, overactive, goitre, gestational, pre eclampsia, preeclampsia, prolapse, diastasis, pid, ectopic,
        embryo, egg collection, frozen transfer, iui, fertility treatment, <am> <far> weeks, <am> <far> wks, i ve
        <far> weeks to go, period late, late period, weeks late, days late, haven t tested, havent tested, bleeding
        disease, von willebrand, factor v, leiden, dvt, pulmonary embolism, thrombophilia, clot, clots, clotting,
        spleen, splenectomy, thalassaemia, thalassemia, g6pd, haemochromatosis, hemochromatosis, neutropenia, low
        white, low platelets, angina, svt, long qt, tachycardia, bradycardia, palpitations, heart block, irregular
        heartbeat, high bp, low bp, raised blood pressure, ehler, poor circulation, lipoedema, lipedema, ckd, one
        kidney, renal, cirrhosis, jaundice, gallstones, pancreas, hiatus, ulcers, diverticular, stoma bag, bowel
        disease, crohn, ibd, cancerous, bcc, scc, basal cell, squamous, skin cancers, actinic, solar keratosis,
        keratoses, dysplastic, remission, in remission, oncologist, tumours, biopsy, lump removed, mole removed, moles
        removed, nevus, naevus, neurofibromatosis, port wine, haemangioma, hemangioma, angioma, rosacea flare,
        pemphigus, pemphigoid, epidermolysis, ichthyosis, morphea, xeroderma, albinism, albino, hidradenitis, boils,
        abscess, cellulitis, mrsa, staph, warts, molluscum, ringworm, athlete s foot, thrush, candida, chickenpox,
        chicken pox, glandular fever, cold sores, shingle, fever blister, poison ivy, hypertrophic, keloids,
        lipoatrophy, lipodystrophy, muscle wasting, pigmentation disorder, macular degeneration, detached retina,
        retinal, retinopathy, cataract, keratoconus, dry eyes, dry eye, uveitis, lazy eye, blepharospasm, epipen,
        allergies, allergic, nut allergy, egg allergy, lanolin, sepsis, chronic pain, crps, neuralgia, tmj, whiplash,
        scoliosis, slipped disc, herniated, osteopenia, brittle, hip dysplasia, gout, rheumatoid, ra, ankylosing,
        polymyalgia, lupus rash, cystic fibrosis, emphysema, bronchiectasis, sleep apnoea, pneumothorax, collapsed
        lung, oxygen at home, sleepwalk, agoraphobia, panic disorder, panic attacks, needle phobic, needle phobia,
        scared of needles, faint at needles, vasovagal, self harm scars, bdd, borderline, anorexic, bulimic,
        underweight, recovering alcoholic, drink heavily, sober, adhd, pcos, turner syndrome, downs syndrome, learning
        disability, special needs, paraplegic, tetraplegic, quadriplegic, paralysed, paralyzed, can t feel heat, cant
        feel heat, can t feel hot, reduced sensation, no sensation, heal slow, heal slowly, slow healer, slow healing,
        slow to heal, poor healer, scar badly, scars badly, mark easily, bruise like, bruise so easily, papery, thin
        papery, fragile skin, skin tears, reactive skin, very fair, redhead, i m ginger, im ginger, freckled,
        breastfeeding, breast feeding, mole on, moles on, mole in, mole near, mole never, moles in, pale skin, type i
        skin, skin type 6, skin type 5, type vi, type v, fitzpatrick 6, fitzpatrick 5, fitzpatrick vi, fitzpatrick v,
        skin of colour, skin of color, black skin, brown skin, south asian, melanated, pih, get dark marks, pigment
        easily, pigments easily, gallbladder, appendix, tonsils, kidney removed, womb, alopecia, trying for number,
        trying for another, trying for a second, trying to conceive, heart rhythm, heart thing, heart defect, hole in
        my heart, my kidneys, my liver, my thyroid, my lungs, heart op, wpw
        """
    ),
    "medicine": listed(
        """
        warfarin, apixaban, rivaroxaban, dabigatran, edoxaban, pradaxa, brilinta, ticagrelor, prasugrel, dipyridamole,
        blood thinning, anti coagulants, baby aspirin, naproxen, diclofenac, voltarol, nurofen, advil, aleve,
        celecoxib, codeine, tramadol, morphine, oxycodone, gabapentin, pregabalin, lyrica, amitriptyline,
        nortriptyline, duloxetine, venlafaxine, sertraline, citalopram, escitalopram, lexapro, zoloft, prozac,
        mirtazapine, bupropion, trazodone, quetiapine, seroquel, olanzapine, risperidone, aripiprazole, lamotrigine,
        lamictal, keppra, levetiracetam, valproate, epilim, topiramate, carbamazepine, tegretol, phenytoin, xanax,
        diazepam, adderall, concerta, vyvanse, elvanse, methylphenidate, prednisolone, dexamethasone, hydrocortisone,
        betnovate, clobetasol, steroid cream, topical steroid, steroid injection, azathioprine, mycophenolate,
        cellcept, tacrolimus, sirolimus, ciclosporin, cyclosporine, cyclosporin, hydroxychloroquine, plaquenil,
        sulfasalazine, leflunomide, mtx, biologic, adalimumab, etanercept, infliximab, rituximab, ustekinumab,
        secukinumab, dupixent, dupilumab, stelara, cosentyx, skyrizi, remicade, prolia, denosumab, bisphosphonate,
        alendronate, fosamax, hrt, oestrogen gel, estradiol, progesterone, mini pill, depo, implanon, nexplanon,
        mirena, nuvaring, contraception, clomid, letrozole, anastrozole, arimidex, zoladex, herceptin, keytruda,
        immunotherapy, finasteride, minoxidil, spironolactone, wegovy, mounjaro, semaglutide, tirzepatide, zepbound,
        saxenda, victoza, jardiance, glp 1, weight loss jab, weight loss injections, levothyroxine, synthroid,
        thyroxine, carbimazole, methimazole, bisoprolol, propranolol, ramipril, lisinopril, losartan, amlodipine,
        furosemide, bendroflumethiazide, hydrochlorothiazide, indapamide, digoxin, amiodarone, ivabradine, bp tablets,
        bp meds, bp medication, heart tablets, water tablets, omeprazole, lansoprazole, montelukast, ventolin,
        salbutamol, symbicort, epi pen, tetracycline, lymecycline, doxy, doxycycline, minocycline, amoxicillin,
        azithromycin, cipro, ciprofloxacin, flucloxacillin, nitrofurantoin, trimethoprim, septrim, metronidazole,
        aciclovir, acyclovir, valacyclovir, valtrex, antiviral, antifungal, fluconazole, griseofulvin, isotret,
        accutane, roacutan, tretinoin, differin, adapalene, epiduo, tazarotene, retinal, retin, hydroquinone, azelaic,
        benzoyl, salicylic, glycolic, skinoren, st johns, st john s, ginkgo, turmeric, garlic capsules, kava,
        supplement, herbal, cbd, thc, weed, vape, vaping, snus, methadone, suboxone, ketamine, self tan,
        immunosuppressive, immunosuppressants, immune suppressant, anti rejection, antipsychotic, mood stabiliser,
        mood stabilizer, anticonvulsant, epilepsy tablets, meds, blood pressure meds, injections for, infusion
        """
    ),
    "device": listed(
        """
        pace maker, loop recorder, cardiac device, heart monitor, watchman, stents, artificial valve, mechanical
        valve, vagus, stimulator, deep brain, spinal cord stim, nerve stimulator, bladder stimulator, cochlear, libre,
        dexcom, cgm, glucose sensor, glucose monitor, omnipod, pump fitted, my pump, a pump in, picc, port a cath,
        portacath, chemo port, feeding tube, peg tube, tracheostomy, colostomy, ileostomy, hip replaced, knee
        replaced, new hip, new knee, replaced hip, rods in, pins in, plates in, plate in, metalwork, metal work, metal
        in, bolts in, screws, titanium, spinal fusion, fused spine, shrapnel, magnetic implant, cheek implant, chin
        implant, breast implants, silicone, saline implant, boob job, fake boobs, dental implant, crowns, veneers,
        bridge in my, retainer, invisalign, fixed braces, copper iud, copper coil, hormonal coil, contraceptive
        implant, hernia mesh, lens implant, glass eye, prosthetic, eyelash extension, lash extensions, nose ring, nose
        stud, dermal piercing, belly ring, navel piercing, nipple piercing, clip in my, aneurysm clip
        """
    ),
    # Treatments of other kinds; somebody who had one, or has one booked, is no longer like others.
    "operation": listed(
        """
        botox, dysport, xeomin, filler, fillers, juvederm, restylane, sculptra, radiesse, profhilo, polynucleotides,
        skin booster, fat transfer, fat graft, thread, threads, cog threads, pdo, facelift, face lift, neck lift, brow
        lift, eyelid surgery, eye surgery, bleph, blepharoplasty, nose job, rhinoplasty, ear pinning, boob job, breast
        augmentation, breast reduction, breast lift, tummy tuck, abdominoplasty, lipo, liposuction, bbl, mummy
        makeover, mommy makeover, gastric sleeve, gastric band, bariatric, caesarean, hysterectomy, an op, my op, hip
        op, an operation, my operation, was operated, operated on, surgery, transplant, hair transplant, laser eye,
        cataract, root canal, tooth out, teeth out, wisdom, extraction, dental work, gum surgery, biopsy, mohs,
        stitches, sutures, cryotherapy, radiotherapy, jab, vaccination, booster, peel, peels, dermaplaning,
        dermabrasion, microblading, microbladed, microblade, permanent makeup, permanent make up, permanent eyeliner,
        semi permanent, tattoo, tattooed, cosmetic tattoo, lip blush, piercing, waxed, waxing, electrolysis,
        threading, spray tan, fake tan, sunbed, sunbeds, tanning, sunburn, sunburnt, sunburned, holiday tan,
        coolsculpting, cryolipolysis, fat freezing, kybella, fat dissolving, prp, mesotherapy, scar revision,
        silicone, eyeliner, laser tattoo removal
        """
    ),
}
