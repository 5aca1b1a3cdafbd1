"""Which signs together make a question one about somebody's safety, and which a red flag."""

Rules = tuple[tuple[str, ...], ...]

# Lists that must all be found, and with a "!" must not. Suitability for a person, harm that is feared, a complaint and
# a state that is told are signs enough; anything else needs two.
PERSONAL: Rules = (
    ("suitable",),  # "is it safe for me", "am I too old"
    ("feared",),  # "will I get burned"
    ("told",),  # "my cheek is still swollen"
    ("case",),  # "my mother has a pacemaker"
    ("state",),  # "I have <anything but wrinkles>"
    ("own", "health"),  # "do I have to stop aspirin"
    ("clear", "circumstance"),  # "can one have it during chemotherapy"
    ("adjective", "health"),  # "pacemaker ok?"
    ("adjective", "other"),  # "my gran wants it, sensible?"
    ("group", "adjective"),  # "is it okay for people with sarcoidosis"
    ("clear", "health", "other"),  # "can people with epilepsy be treated"
    ("safety", "blemish", "other"),  # "is it risky for her skin"
    ("safety", "blemish", "own"),  # "will it make my melasma worse"
    ("sore", "after", "own"),  # "red spots where they lasered me"
    ("sore", "body", "own", "!expected"),  # "I ended up with a hollow in my cheek"
    ("sore", "after", "body", "!expected"),  # "cheek is rock hard after rf"
)
# The same of a single sentence, in any wording: what befell a body, or meets with what is in it.
TOLD: Rules = (
    ("health", "!general", "!abstract", "!weighed"),  # "cochlear implant, left ear"
    ("health", "leave", "!abstract", "!curing", "!weighed"),  # "may a transplant patient be treated"
    ("ailment", "anatomy", "whose", "!general", "!abstract"),  # "itchy white bumps popped up on my chin"
    ("ailment", "when", "!general", "!abstract"),  # "tiny scabs all over where the needles went"
    ("ailment", "anatomy", "whose", "when", "!coming", "!abstract"),  # "why is my chin lumpy since the laser"
    ("ailment", "anatomy", "!general", "!abstract", "!curing", "!cosmetic"),  # "numb chin, sore to the touch"
    ("ailment", "amiss", "!general", "!abstract", "!cosmetic"),  # "crusts won't come off"
    ("amiss", "anatomy", "whose", "!general", "!abstract", "!cosmetic"),  # "my skin feels like sandpaper"
    ("aftermath", "anatomy", "!general", "!abstract", "!cosmetic"),  # "one nostril looks pulled up now"
    ("aftermath", "plea", "!general", "!abstract", "!cosmetic"),  # "four days on, still a tomato, normal?"
    ("ailment", "wrong", "whose", "!abstract"),  # "does it mean something is wrong if my skin tingles"
    ("aged", "leave", "!abstract"),  # "can my 14yr old niece get it"
    ("aged", "!general", "!abstract"),  # "my son is fifteen"
    ("hazard", "whose", "!abstract"),  # "bad candidate for it with my skin"
    ("ailment", "doubt", "whose", "!coming", "!abstract"),  # "is it wrong that my skin tingles"
    ("operation", "held", "!general", "!abstract", "!compared"),  # "filler 10 days ago"
    ("operation", "held", "leave", "whose", "!abstract", "!compared"),  # "can I have it after my tummy tuck"
    ("implanted", "perils", "!abstract"),  # "could it melt threads"
)
# Two signs of a danger in one sentence that tells of it.
RED_FLAG: Rules = tuple(
    (*signs, "!general", "!abstract")
    for signs in (
        ("airway", "closes"),  # "my tongue is getting huge"
        ("pumping", "labouring"),  # "my heart keeps skipping"
        ("speech", "stumbles"),  # "his speech is garbled"
        ("seeing", "veiled"),  # "there is a shadow over what I see"
        ("eyes", "hits"),
        ("bleeding", "ceases"),
        ("expecting", "losing"),
        ("flesh", "rots"),
        ("wounded", "vast"),
        ("pain", "gauge"),
        ("calf", "clotted"),
        ("electronic", "misfires"),
        ("numbing", "poisoned"),
        ("bystander", "ashen"),
        ("fevered", "festering"),
    )
)
