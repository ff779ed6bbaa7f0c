"""How people write names: the answer stays the same, or is an honest "not enough to say"."""

import numpy as np
import pytest
from classifier_helpers import kinds, run

SAME = {
    "Accounts payable": [
        "ACCOUNTS PAYABLE",
        "accounts payables",
        "1.2.3 Accounts payable",
        "Accounts-payable",
        "AP",
        "A/P",
        "acounts payable",
        "Accounts  payable.",
        "a) Accounts payable",
        "FIN-01 Accounts payable",
        "AccountsPayable",
        "Finance - accounts payable",
        "Accounts payable (Poland)",
        "Accounts payable team",
        "Accounts payable dept",
        "Accounts Payable Services",
    ],
    "Equity research": [
        "EQUITY RESEARCH",
        "equity reserch",
        "Equity Research Services",
        "3. equity research",
        "• Equity research",
    ],
    "Research and development": ["R&D", "R & D", "R and D", "research & development", "Research and Development"],
    "Catalogue digitisation": ["Catalog digitization", "CATALOGUE DIGITISATION"],
    "Help desk level 1": [
        "L1 helpdesk",
        "Tier 1 helpdesk",
        "1st line help desk",
        "Tier I Helpdesk",
        "Level-1 help-desk",
    ],
    "Financial modelling": ["Financial modeling", "financial modellin", "Financial models"],
    "Customer experience support": ["CX support", "cx Support"],
}


@pytest.mark.parametrize("plain", SAME)
def test_that_spelling_does_not_change_the_kind(plain: str) -> None:
    first, *others = kinds(plain, *SAME[plain])
    assert first is not None
    assert others == [first] * len(others)


@pytest.mark.parametrize(
    "short", ["AP", "AR", "F&A", "KYC", "CX", "IVR", "HRO", "L1", "L2 support", "O2C", "P2P", "RPO"]
)
def test_that_abbreviations_of_process_work_are_bpo(short: str) -> None:
    name = "L1 support" if short == "L1" else short
    assert kinds(name) == ["BPO"]


@pytest.mark.parametrize("short", ["R&D", "FP&A", "M&A", "LPO", "BI", "AI/ML"])
def test_that_abbreviations_of_knowledge_work_are_kpo(short: str) -> None:
    assert kinds(short) == ["KPO"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Lohnbuchhaltung", "BPO"),
        ("Lohnabrechnung", "BPO"),
        ("Kreditorenbuchhaltung", "BPO"),
        ("Rechnungsprüfung", "BPO"),
        ("Kundendatenpflege", "BPO"),
        ("Patentrecherche", "KPO"),
        ("Comptabilité fournisseurs", "BPO"),
        ("Saisie de données", "BPO"),
        ("Étude de marché", "KPO"),
        ("Recherche et développement", "KPO"),
        ("Atención al cliente", "BPO"),
        ("Investigación de mercados", "KPO"),
        ("Obsługa klienta", "BPO"),
        ("Księgowość", "BPO"),
        ("Doradztwo podatkowe", "KPO"),
        ("Ricerca di mercato", "KPO"),
        ("Contas a pagar", "BPO"),
        ("Klantenservice", "BPO"),
    ],
)
def test_that_common_names_in_other_languages_are_understood(name: str, kind: str) -> None:
    assert kinds(name, name.upper()) == [kind, kind]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("technical support", "BPO"),
        ("complex technical support", "KPO"),
        ("L1 technical support", "BPO"),
        ("L3 engineering support", "KPO"),
        ("payroll", "BPO"),
        ("payroll advisory", "KPO"),
        ("tax strategy", "KPO"),
        ("tax return data entry", "BPO"),
        ("claims data entry", "BPO"),
        ("claims analytics", "KPO"),
        ("pension administration", "BPO"),
        ("pension strategy", "KPO"),
        ("data labelling strategy", "KPO"),
        ("store location modelling", "KPO"),
        ("analysis of claims", "KPO"),
        ("entry of claims", "BPO"),
        ("warehouse order entry", "BPO"),
        ("logistics strategy consulting", "KPO"),
    ],
)
def test_that_tier_and_judgement_words_move_the_kind(name: str, kind: str) -> None:
    assert kinds(name) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        None,
        float("nan"),
        "asdf qwer",
        "xkcd blorf",
        "zzzz",
        "lkjhg",
        "???",
        "-",
        "n/a",
        "12345",
        "Q3 2024",
        "misc",
        "Other",
        "TOTAL",
        "John Smith",
        "Maria Garcia",
        "Nguyen Van Anh",
        "Smith, John",
        "Dr. Jane Doe",
        "Bill Grant",
        "Priya S.",
        "lorem ipsum dolor",
        "test",
        "Team Alpha",
        "asdf processing",
        "qwerty research",
        "zxcvbn management",
        "Sean Murphy",
        "Wojciech Kowalski",
        "hello world",
        "the quick brown fox",
        "kirjanpito",
        "ügyfélszolgálat",
        "経理",
        "خدمة العملاء",
        "Управление персоналом",
        "müşteri hizmetleri",
    ],
)
def test_that_what_says_too_little_gets_no_kind(text: object) -> None:
    inference, classification = run([text])
    assert classification.kind[0] is None
    assert classification.label[0] is None
    assert np.isnan(classification.knowledge[0])
    assert classification.confidence[0] == 0
    assert not inference.known[0]


def test_that_a_number_in_the_column_does_not_crash() -> None:
    assert kinds(4711, 3.5, True) == [None, None, None]


def test_that_the_description_speaks_where_the_name_does_not() -> None:
    _, classification = run(["Unit 7"], descriptions=["Keying paper forms into the database"])
    assert classification.kind[0] == "BPO"


def test_that_a_department_alone_is_not_enough() -> None:
    _, classification = run([""], departments=["Legal"])
    assert classification.kind[0] is None


def test_that_the_description_moves_the_score() -> None:
    _, plain = run(["Reporting"])
    _, expert = run(["Reporting"], descriptions=["Statistical modelling and expert interpretation for the board"])
    assert expert.knowledge[0] > plain.knowledge[0]


def test_that_a_row_has_the_same_numbers_alone_and_in_any_company() -> None:
    names = ["Equity research", "payroll", "asdf", "payroll", "Data entry and market research", "Store modelling"]
    crowd = [f"{word} {work}" for word in ("claims", "tax", "grid") for work in ("checks", "studies", "desk")] * 40
    inference, together = run([*names, *crowd])
    for at, name in enumerate(names):
        own_inference, alone = run([name])
        assert alone.knowledge[0] == together.knowledge[at] or np.isnan(together.knowledge[at])
        for key, column in inference.criteria.items():
            np.testing.assert_array_equal(own_inference.criteria[key][0], column[at])
        np.testing.assert_array_equal(own_inference.similarity[0], inference.similarity[at])


def test_that_no_rows_give_no_rows() -> None:
    inference, classification = run([])
    assert len(inference.known) == len(classification.label) == 0
