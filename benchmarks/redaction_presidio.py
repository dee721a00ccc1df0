"""What Presidio would mask, for a comparison: mails come in as lines of JSON, copies go out.

Run by `python -m benchmarks.redaction MAILS.jsonl DIRECTORY.json --presidio PYTHON`, with the Python of an
environment that holds Presidio; it is no dependency of ours, and this file imports nothing of ours:

    python3 -m venv presidio-venv && presidio-venv/bin/pip install presidio-analyzer

Without a language model it has its recognisers of patterns (IBAN, e-mail, telephone, card, URL, IP), and is
told the sender's own name. Where the environment has `fr_core_news_md`, it is used for names of others.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import time
from collections.abc import Callable
from typing import Any

REGIONS = ["FR", "BE", "CH", "DE", "GB", "NL"]
MODEL = "fr_core_news_md"
ALONE = "recognisers of patterns, and the sender's own name"


def copier() -> Callable[[dict[str, Any]], str]:
    """Presidio for French text: a mail in, its copy out."""
    import tldextract
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry, predefined_recognizers

    # It would fetch a list from the network for each run; the one that it ships will do.
    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())
    registry = RecognizerRegistry(supported_languages=["fr"])
    for name in ("CreditCard", "Email", "Iban", "Ip", "Url"):
        registry.add_recognizer(getattr(predefined_recognizers, f"{name}Recognizer")(supported_language="fr"))
    phone = predefined_recognizers.PhoneRecognizer(supported_language="fr", supported_regions=REGIONS)
    registry.add_recognizer(phone)
    if _has_model():
        registry.add_recognizer(predefined_recognizers.SpacyRecognizer(supported_language="fr"))
    analyser = AnalyzerEngine(registry=registry, nlp_engine=_engine(), supported_languages=["fr"])

    def copy_of(row: dict[str, Any]) -> str:
        text = f"{row['subject']}\n{row['body']}"
        for result in sorted(analyser.analyze(text=text, language="fr"), key=lambda one: -one.start):
            text = text[: result.start] + f"<{result.entity_type}>" + text[result.end :]
        for word in (row["from_name"], *row["from_name"].split()):
            own = rf"(?i)(?<!\w){re.escape(word)}(?!\w)"
            text = re.sub(own, "<PERSON>", text) if len(word) > 2 else text
        return text

    return copy_of


def _has_model() -> bool:
    return importlib.util.find_spec(MODEL) is not None


def _engine() -> Any:
    """With the French model if there is one; else an engine that says nothing."""
    from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine, NlpEngineProvider

    if _has_model():
        models = [{"lang_code": "fr", "model_name": MODEL}]
        given = {"nlp_engine_name": "spacy", "models": models}
        return NlpEngineProvider(nlp_configuration=given).create_engine()

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

    return Nothing()


def main() -> int:
    if importlib.util.find_spec("presidio_analyzer") is None:
        sys.stderr.write(f"{sys.executable}: presidio-analyzer is not installed here.\n{__doc__}")
        return 3
    copy_of = copier()
    rows = [json.loads(line) for line in sys.stdin]
    begin = time.process_time()
    copies = [copy_of(row) for row in rows]
    seconds = time.process_time() - begin
    told = f"with the language model {MODEL}" if _has_model() else ALONE
    json.dump({"copies": copies, "seconds": seconds, "told": told}, sys.stdout)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
