"""How much of a person is left in the copy that a provider reads, on labelled mails; and how fast it is made.

    python -m benchmarks.redaction MAILS.jsonl DIRECTORY.json [--worst] [--presidio]
    python -m benchmarks.redaction --journeys 5000

The first form counts identity strings that leak, by type, and facts that are kept. `--presidio` puts beside
it what Presidio's recognisers find (IBAN, e-mail, telephone, card, URL; the sender's own name), where
presidio-analyzer is installed: it is no dependency. For names of other people it needs a language model:
used where it is (`fr_core_news_md`), and said if not. The second form sends drawn mails with files through
reading, redaction and composition, and looks for their planted identities in the bytes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "redact")]

import measure_redaction as labelled  # noqa: E402  (the folder of the tests is no package)

TAGS = re.compile(r"\[[^\]\n]{2,40}\]|<[A-Z_]{3,20}>")


def leaks(mails: list[dict[str, Any]], copy_of: Callable[[dict[str, Any]], str]) -> tuple[Counter[str], int]:
    """Identity strings that stand in the copies, by type; and facts that are lost."""
    leaked: Counter[str] = Counter()
    lost = 0
    for row in mails:
        copy = copy_of(row)
        lost += sum(fact not in copy for fact in row["keep"])
        rest = TAGS.sub(" ", copy)
        for fact in row["keep"]:
            rest = rest.replace(fact, " ")
        for secret in row["pii"]:
            leaked[secret["type"]] += bool(re.search(rf"(?<!\w){re.escape(secret['text'])}(?!\w)", rest))
    return leaked, lost


def presidio() -> tuple[Callable[[dict[str, Any]], str], str]:
    """Presidio on French text, and a word on what it runs on."""
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry, predefined_recognizers

    engine, told = _engine()
    registry = RecognizerRegistry(supported_languages=["fr"])
    for name in ("CreditCard", "Email", "Iban", "Ip", "Url"):
        registry.add_recognizer(getattr(predefined_recognizers, f"{name}Recognizer")(supported_language="fr"))
    regions = ["FR", "BE", "CH", "DE", "GB", "NL"]
    phone = predefined_recognizers.PhoneRecognizer(supported_language="fr", supported_regions=regions)
    registry.add_recognizer(phone)
    if "model fr_core" in told:
        registry.add_recognizer(predefined_recognizers.SpacyRecognizer(supported_language="fr"))
    analyser = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["fr"])

    def copy_of(row: dict[str, Any]) -> str:
        text = f"{row['subject']}\n{row['body']}"
        for result in sorted(analyser.analyze(text=text, language="fr"), key=lambda one: -one.start):
            text = text[: result.start] + f"<{result.entity_type}>" + text[result.end :]
        for word in (row["from_name"], *row["from_name"].split()):
            own = rf"(?i)(?<!\w){re.escape(word)}(?!\w)"
            text = re.sub(own, "<PERSON>", text) if len(word) > 2 else text
        return text

    return copy_of, told


def _engine() -> tuple[Any, str]:
    """With its French model if there is one; else an engine that says nothing."""
    from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine, NlpEngineProvider

    if importlib.util.find_spec("fr_core_news_md"):
        models = [{"lang_code": "fr", "model_name": "fr_core_news_md"}]
        provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models})
        return provider.create_engine(), "with the language model fr_core_news_md"

    class Nothing(NlpEngine):  # type: ignore[misc]  # presidio has no types
        def load(self) -> None: ...
        def is_loaded(self) -> bool:
            return True

        def process_text(self, _text: str, language: str) -> Any:
            return NlpArtifacts([], [], [], [], self, language)

        def process_batch(self, texts: Any, language: str, **_: Any) -> Any:
            return ((text, self.process_text(text, language)) for text in texts)

        def is_stopword(self, _word: str, _language: str) -> bool:
            return False

        def is_punct(self, _word: str, _language: str) -> bool:
            return False

        def get_supported_entities(self) -> list[str]:
            return []

        def get_supported_languages(self) -> list[str]:
            return ["fr"]

    return Nothing(), "pattern recognisers and the sender's own name alone: no language model is installed"


def ours(directory: Path) -> Callable[[dict[str, Any]], str]:
    known = labelled.directories(directory)

    def copy_of(row: dict[str, Any]) -> str:
        meaning = labelled.Meaning(kind=row["kind"], language=row["language"])
        copy = labelled.redact(labelled.mail_of(row), known[row["org"]], meaning)
        return f"{copy.subject}\n{copy.text}"

    return copy_of


def compared(mails: Path, directory: Path) -> None:
    rows = [json.loads(line) for line in mails.read_text(encoding="utf-8").splitlines()]
    strings = Counter(secret["type"] for row in rows for secret in row["pii"])
    facts = sum(len(row["keep"]) for row in rows)
    theirs, told = presidio()
    (left, lost), (left_theirs, lost_theirs) = leaks(rows, ours(directory)), leaks(rows, theirs)
    print(f"presidio: {told}")
    print(f"{'leaked':12}{'mailbot':>10}{'presidio':>10}{'of':>7}")
    for kind, count in strings.most_common():
        print(f"{kind:12}{left[kind]:>10}{left_theirs[kind]:>10}{count:>7}")
    print(f"{'all':12}{left.total():>10}{left_theirs.total():>10}{strings.total():>7}")
    print(f"{'facts lost':12}{lost:>10}{lost_theirs:>10}{facts:>7}")


def journeys(number: int) -> int:
    import planted
    import test_redact_full_journeys as whole

    known = whole.settings(".")
    begin, leaked = time.process_time(), 0
    for seed in range(number):
        mail = planted.mail(seed)
        content, _, _ = whole.sent(mail.raw, known)
        for secret in planted.found(content, mail.secrets):
            leaked += 1
            print(f"seed {seed}: {secret}")
    print(
        f"{number} journeys, {leaked} identities found in what was sent, {time.process_time() - begin:.0f} s"
    )
    return 1 if leaked else 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="MAILS.jsonl DIRECTORY.json")
    parser.add_argument("--worst", action="store_true", help="name every leak, loss and hold")
    parser.add_argument("--presidio", action="store_true", help="side by side with presidio-analyzer")
    parser.add_argument("--journeys", type=int, default=0, metavar="N", help="drawn mails, all the way")
    asked = parser.parse_args()
    if asked.journeys:
        return journeys(asked.journeys)
    if len(asked.paths) != 2:
        parser.error("MAILS.jsonl and DIRECTORY.json, or --journeys N")
    if asked.presidio:
        compared(*asked.paths)
        return 0
    figures = labelled.measure(*asked.paths)
    labelled.show(figures, worst=asked.worst)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
