"""The shipped documents hold every figure and caveat of the sources that they restate, in a form one can quote."""

import re
import tomllib
from pathlib import Path

import pytest

CORPUS = Path(__file__).parent.parent / "corpus"
WIKI = "copperwiki-laser-skin-tightening.md"
BLOG = "blog-how-lasers-tighten-skin.md"
SELLER = "seller-infrared-laser-skin-tightening.md"
FDA = "fda-rf-microneedling-warning.md"
JOURNAL = "journal-radiofrequency-adverse-events.md"

KEYS = {"title", "publisher", "source_class", "author", "date", "origin", "notice"}
CLASSES = {
    WIKI: "encyclopedia wiki",
    BLOG: "magazine or blog",
    SELLER: "clinic or seller",
    FDA: "regulator",
    JOURNAL: "journal",
}
DATES = {WIKI: "unknown", BLOG: "2016-09", SELLER: "unknown", FDA: "2025-10-15", JOURNAL: "2015"}
PARAGRAPH_WORDS = range(30, 121)

# For each document, expressions that a single line of it (a paragraph, a list item, a table row) must match.
FACTS: dict[str, tuple[str, ...]] = {
    WIKI: (
        r"alternative to a surgical face lift and calls it a non-surgical process",
        r"loose, sagging skin without surgery.*minimally invasive",
        r"Most people worry about sagging skin",
        r"list of the causes of sagging skin and gives none",
        r"men and women of all skin types and all skin tones.*excellent results.*no prolonged recovery",
        r"permanent results.*number of treated people.*collagen.* is renewed",
        r"less invasive.*face lift or a body lift",
        r"^- Laser skin tightening makes skin dramatically firmer",
        r"^- Laser skin tightening can be used on any part of the body",
        r"^- Laser skin tightening carries a reduced risk.*side effects",
        r"^- Laser skin tightening has a short recovery time",
        r"^- Laser skin tightening of the face can be noticed immediately after treatment",
        r"^- Redness and swelling.*within a couple of days",
        r"^- Bruising and blistering.*in rare cases",
        r"^- Changes in the pigmentation.*treated area.*some patients",
        r"infrared light source.*collagen.*under the surface.*contracts.*tightens",
        r"ideal rejuvenation.*without injuring the epidermis",
        r"depends, according to CopperWiki, on six things:",
        r"^- The skin type of the patient",
        r"^- The goals that the patient has for rejuvenation",
        r"^- The priority given to recovery time",
        r"^- The patient's threshold for complications",
        r"^- The patient's aesthetic expectations",
        r"^- The physician's experience and familiarity with the rejuvenation method",
        r"ideal age.*from 30 to 60 years, for men and for women: people aged 30 to 60",
        r"^- Every skin type and every skin tone",
        r"extreme skin laxity.*another surgery.*face lift.*removes excess skin.*wrinkles diminish.*firmness",
        r"growing warmth.*brief discomfort",
        r"most patients see slight changes in skin tone and skin condition",
        r"Skin laxity is noticeably lower after the first session",
        r"collagen typically needs 90 to 180 days from the initial treatment.*dramatically rejuvenated",
        r"Up to six treatments.*most skin tightening experts recommend",
        r"depends on the result the patient wants and on the area.*about three weeks apart",
        r"^- Pregnant women should not have",
        r"^- People prone to herpes outbreaks should ask their doctor",
        r"^- People with skin cancer should ask their doctor",
        r"^- People who scar easily and form keloids should talk with their doctor",
        r"^- People who use acne medication should talk with their doctor",
        r"resurfacing.*less immediate and less dramatic.*far fewer risks, far less discomfort and far less downtime",
        r"outer layers of skin with a laser so that new, healthier skin grows",
        r"acne marks and other scars on the face, age spots, sun spots and wrinkles",
        r"pigmentation changes and scarring are a stronger risk of laser skin resurfacing",
        r'"90 degrees" stand alone',
        r"^- The first page that CopperWiki recommends.*candidates",
        r"^- The second page that CopperWiki recommends.*noninvasive option.*sagging skin",
        r"^- The third page that CopperWiki recommends.*nonablative.*facial skin",
    ),
    BLOG: (
        r"first developed, people worried about their safety, their accuracy and their cost.*harder to find",
        r"much safer, far more common and far more accurate.*more kinds of treatment",
        r"decay and degradation of cells.*healthy skin.*elasticity and its healthy glow",
        r"^- Smoking\b",
        r"^- Drinking\b",
        r"^- Too much sun\b",
        r"^- Chemicals\b",
        r"^- With age the body makes less of proteins such as collagen, which hold skin cells together.*laser",
        r'heating the skin cells.*restart the production of collagen.*"building blocks"',
        r"short term depends on the kind of treatment",
        r"Ablative lasers can treat deep tissues as well as the skin's surface.*acne.*not always best",
        r"Non-ablative lasers affect the lower layers of the skin only.*do not show right away",
        r"Ablative lasers can take off most of the skin's surface layer.*vulnerable to skin infections",
        r"non-ablative lasers are, in general, less invasive and less uncomfortable",
        r"promises long-term results as well, but the text below that heading never describes",
        r"rapid plan.*gradual one.*specialty.*condition of the skin.*recovery time or side effects",
        r"The face seems to be the area.*neck.*\"fact\" where \"face\".*stomach, the arms and the legs",
        r"wrinkles somewhere other than the face is no reason to think oneself unsuitable",
        r"sags severely are no great candidates.*mild to moderate skin issues only.*surgery instead",
        r'"touching up" once the patient has recovered from the surgery',
        r"wrong for people who want an instant fix or an inexpensive fix",
        r"quite expensive.*at least five \(5\) separate appointments",
        r"money and patience.*annoying wrinkles over time.*not be visible on the same day or on the next day",
        r"^- The first reader.*seem very effective.*scared to try",
        r"^- The second reader.*incredible.*never come across it before.*unique.*thanks.*useful",
    ),
    SELLER: (
        r"heat therapy.*face, the neck or another area.*one of the best options for loose, sagging skin",
        r"around age 30.*collagen and elastin, two proteins.*plump, toned and tight",
        r"laser heat, at the outer layers of the skin.*stimulate the production of collagen and elastin",
        r"not all created equal.*doctor or specialist who is reputable.*without surgery",
        r'"\(virtually\) pain-free".*minor discomfort during the procedure.*high levels of heat.*no pain',
        r"^- Ultrasound is the first of the three",
        r"^- Radio frequency \(RF\) is the second of the three",
        r"^- Radio frequency micro-needling .* is the third of the three",
        r'all three methods "laser" methods, yet describes ultrasound energy and radio frequencies, and no light',
        r"^\| Ultrasound \| Deeper.* \| 1 or 2 .*\| Not given \| 45 minutes to two hours \| About three months \|$",
        r"^\| Radio frequency \(RF\) .*Two to six .* 7 to 10 days apart \| One hour or less \| Three to six months \|$",
        r"^\| Radio frequency micro-needling .*\| Three to four sessions \| 4 to 6 weeks apart .*Three to six months",
        r'"heavy-duty".*greater depth.*handheld device.*doctor watches the ultrasound waves',
        r"Ultrasound needs 1 or 2 treatments.*significantly, depending on how loose or saggy",
        r"ultrasound treatment takes anywhere from 45 minutes to two hours",
        r"Ultrasound shows some results immediately, but its final results appear only about three months after",
        r"Radio frequency resembles ultrasound.*handheld device.*more superficial level.*triggering collagen",
        r"radio frequency does not reach as deep as ultrasound, two to six treatments",
        r"radio frequency session is quick and pain-free.*one hour or less",
        r"Radio frequency treatments can be done 7 to 10 days apart, depending on the area and its size",
        r"results of radio frequency take three to six months",
        r"more like a stamp than like a needling pen: a motorized stamper with 37 gold needles",
        r'"micro" tears in the epidermis; the dermis is not destroyed.*microscopic holes.*give off radio frequencies',
        r"micro-needling takes three to four sessions, 4 to 6 weeks apart",
        r"avoid exercise and makeup for up to 24 hours",
        r"100% result.*only three to six months after the last session.*similar to the other two methods",
        r'a few drawbacks and many benefits under the heading "The Good and the Best"',
        r"^1\. Laser skin tightening is non-surgical",
        r"^2\. .*no downtime or limited downtime: 24 hours of recovery at most",
        r"^3\. .*no cutting, no suturing .*no anesthesia",
        r"^4\. .*safe for anyone, provided that the doctor or specialist.*clears",
        r"^5\. .*takes no time to complete and is pain-free",
        r"^6\. .*45 minutes to a couple of hours",
        r"^7\. .*tightens the skin and helps to smooth it out",
        r"^8\. .*any area of the body, such as the face, neck, back, arms and stomach",
        r"^9\. .*long-lasting improvements to the skin's exterior surfaces",
        r"^10\. Results.*are immediate.*not the final results",
        r"^11\. .*wrinkles, crow's feet, fine lines, frown lines and other signs of aging",
        r"^12\. .*non-surgical, which the post takes to mean non-invasive",
        r"An immediate effect is one of the main reasons.*lowers the risks that come with facelifts and other surgery",
        r"Three options .*pick the method.*doctor or specialist",
        r"^1\. .*does not give a 100% improvement.*wrinkles, lines and signs of aging.*disappointed",
        r"^2\. .*up to 6 sessions",
        r"^3\. .*patience.*all three methods.*at least three months",
        r"^4\. Laser skin tightening is expensive",
        r"^5\. .*cheaper than plastic surgery.*several thousand dollars",
        r"^6\. .*\$600 a session, depending on the place and on the body part",
        r"No price is given for ultrasound",
        r"^6\. .*4 to 6 sessions will therefore cost \$2K to \$3K \(\$2,000 to \$3,000\)",
        r"about \$600 a session for radio frequency or for micro-needling.*4 to 6 sessions at \$2K to \$3K",
        r"^7\. .*talk with the doctor.*pregnant or nursing",
        r"^8\. .*prone to keloids, scarring, skin breakouts or rashes.*talk to their doctor",
        r"no guarantee.*Most patients do get.*every wrinkle.*certain areas.*realistic expectations.*wasted.*unhappy",
        r"Research.*best specialist in the area.*paying too much.*Almost any cosmetic surgery office.*license",
        r"compare several offices, with their patients' results, testimonials and prices.*any of the methods",
        r"No downtime is a primary selling point.*other non-surgical ways.*return to the office once lunch is over",
        r"back at work on the day of treatment, and back to their usual skincare regimen and routine",
        r"minor pain, redness, tingling or irritation",
        r"avoiding exercise and makeup for up to 24 hours, and for 48 hours if possible",
        r"Pain, irritation, a numbing sensation, .*overheated.*discomfort.*call the doctor.*normal.*follow-up",
        r"up to 3 months until they are seen.*no extra rest.*normal routine can be resumed on the following day",
        r"informational, is not medical advice.*diagnosing or treating.*Even healthy people.*consult their doctor",
    ),
    FDA: (
        r"15 October 2025.*safety communication about certain uses of radio-frequency \(RF\) microneedling devices",
        r"reports of serious complications.*dermatologic or aesthetic",
        r"small electrodes, called microneedles.*radio-frequency energy into and beneath the skin and heat it locally",
        r"wrinkles.*resurfacing, tightening or rejuvenation",
        r"class II medical devices.*510\(k\)",
        *(
            rf"^- {harm} (has|have) been reported to the FDA"
            for harm in ("Burns", "Scarring", "Fat loss", "Disfigurement", "Nerve damage")
        ),
        r"^- Surgery to repair an injury, or other medical care to treat it",
        r"medical procedure and not as a cosmetic treatment.*not for use at home",
        r"holds no number of reports",
        r"^- Patients should know that nerve damage, disfigurement, fat loss, scarring and burns",
        r"^- Patients should talk with their health care provider about the benefits and the risks",
        r"^- Patients who consider.*licensed health care provider.*trained and experienced.*which device",
        r"^- Patients should not use RF microneedling devices at home",
        r"^- Patients who have a problem after RF microneedling should seek care",
        r"^- Patients should report problems.*MedWatch",
        r"^- Health care providers should be aware of the serious complications",
        r"^- Health care providers should discuss the benefits and the risks",
        r"^- Health care providers should make clear.*medical procedures.*at home",
        r"^- Health care providers should report problems.*MedWatch",
        r"working with the manufacturers.*continues to monitor reports",
    ),
    JOURNAL: (
        r"ten patients with adverse events after noninvasive radio-frequency \(RF\) skin tightening",
        r"retrospective case series in the journal Medical Lasers, 2015, volume 4, issue 1, pages 16 to 19",
        r"^- Three of the ten patients had long-lasting redness \(erythema\) and increased skin sensitivity",
        r"^- The other seven of the ten patients had burns",
        r"redness and sensitivity.*got better with medication, applied to the skin and taken by mouth",
        r"Burns.*left scars or pigmentation",
        r"Nine of the ten patients.*non-dermatologists, and one of the ten by dermatologists",
        r"generally accepted as safe and effective.*burns are a possible risk",
        r"restates the published facts.*small case series.*can give no rate",
    ),
}


def front_and_body(name: str) -> tuple[dict[str, object], str]:
    _, front, body = (CORPUS / name).read_text(encoding="utf-8").split("+++\n", 2)
    return tomllib.loads(front), body


def paragraphs(body: str) -> list[str]:
    blocks = (block.strip() for block in body.split("\n\n"))
    return [block for block in blocks if block and not re.match(r"#|\||- |\d+\. ", block)]


@pytest.mark.parametrize(("name", "fact"), [(name, fact) for name, facts in FACTS.items() for fact in facts])
def test_the_document_holds_the_fact_in_one_quotable_line(name: str, fact: str) -> None:
    _, body = front_and_body(name)
    assert re.search(fact, body, re.MULTILINE), f"{name} has no line that matches {fact!r}"


def test_the_folder_holds_the_five_documents_and_a_readme() -> None:
    assert {path.name for path in CORPUS.glob("*.md")} == {*CLASSES, "README.md"}


def test_the_readme_asks_not_to_be_indexed() -> None:
    front, _ = front_and_body("README.md")
    assert front["index"] is False


@pytest.mark.parametrize("name", CLASSES)
def test_front_matter_is_complete_and_names_the_kind_of_voice(name: str) -> None:
    front, _ = front_and_body(name)
    assert front.keys() == KEYS
    assert all(isinstance(value, str) and value for value in front.values())
    assert front["source_class"] == CLASSES[name]
    assert front["date"] == DATES[name]
    assert front["notice"] == "Information, not medical advice."


def test_the_journal_document_gives_its_doi() -> None:
    front, _ = front_and_body(JOURNAL)
    assert "10.25289/ML.2015.4.1.16" in str(front["origin"])


@pytest.mark.parametrize("name", CLASSES)
def test_each_paragraph_is_long_enough_to_quote_and_short_enough_to_read(name: str) -> None:
    _, body = front_and_body(name)
    prose = [paragraph for paragraph in paragraphs(body) if not paragraph.endswith(":")]
    wrong = {paragraph[:60]: n for paragraph in prose if (n := len(paragraph.split())) not in PARAGRAPH_WORDS}
    assert wrong == {}


@pytest.mark.parametrize("name", CLASSES)
def test_each_list_and_table_has_a_line_that_introduces_it(name: str) -> None:
    _, body = front_and_body(name)
    blocks = [block.strip() for block in body.split("\n\n") if block.strip()]
    introduced = [blocks[i - 1][-1] for i in range(1, len(blocks)) if re.match(r"\||- |\d+\. ", blocks[i])]
    assert introduced == [":"] * len(introduced)


@pytest.mark.parametrize(
    ("words", "only"),
    [
        ("CopperWiki", WIKI),
        ("90 degrees", WIKI),
        ("ablative lasers", BLOG),
        ("37 gold needles", SELLER),
        ("$600", SELLER),
        ("MedWatch", FDA),
        ("non-dermatologists", JOURNAL),
    ],
)
def test_no_source_is_given_the_claims_of_another(words: str, only: str) -> None:
    assert [name for name in CLASSES if words in front_and_body(name)[1]] == [only]
