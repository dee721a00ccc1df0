"""On which line each key of a TOML text stands."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from mailbot.config.lines import lines_of

TEXT = '''# comment with [brackets] and = signs
top = 1
"quoted key" = "a # no comment"
dotted.inner . deep = true

[table]   # after it
list = [ "a",   # first
  "b]",
  [1, 2],
]
text = """
[not.a.table]
x = 1 \\""" still
"""
raw = \'\'\'
y = 2\'\'\'
inline = { a = 1, b.c = "}", d = [ { e = 1 }, { e = 2 } ] }

[[array]]
name = "one"
  [array.sub]
  key = 1
[[array]]
name = "two"
sub.key = 2
[array.other]
key = 3
[["array".nested]]
[[array.nested]]
last = 2026-12-31
'''

EXPECTED = {
    ("top",): 2,
    ("quoted key",): 3,
    ("dotted", "inner", "deep"): 4,
    ("table",): 6,
    ("table", "list"): 7,
    ("table", "list", 0): 7,
    ("table", "list", 1): 8,
    ("table", "list", 2): 9,
    ("table", "text"): 11,
    ("table", "raw"): 15,
    ("table", "inline"): 17,
    ("table", "inline", "b", "c"): 17,
    ("table", "inline", "d", 1, "e"): 17,
    ("array", 0): 19,
    ("array", 0, "name"): 20,
    ("array", 0, "sub"): 21,
    ("array", 0, "sub", "key"): 22,
    ("array", 1): 23,
    ("array", 1, "sub", "key"): 25,
    ("array", 1, "other", "key"): 27,
    ("array", 1, "nested", 0): 28,
    ("array", 1, "nested", 1, "last"): 30,
}


def test_every_form_of_key_has_its_line():
    """Tables, arrays of tables, dotted and quoted keys, inline tables, strings that look like them."""
    tomllib.loads(TEXT)
    lines = lines_of(TEXT)
    assert {path: lines.get(path) for path in EXPECTED} == EXPECTED
    assert ("not",) not in lines


values = st.recursive(
    st.one_of(
        st.integers(),
        st.booleans(),
        st.text(alphabet="a #=[]{},'.", max_size=8),
        st.just("line\nbreak"),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=12,
)


def as_toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"""{value}"""' if "\n" in value else f'"{value}"'
    if isinstance(value, list):
        return "[" + ",\n# comment ]\n".join(as_toml(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {as_toml(item)}" for key, item in value.items()) + "}"
    return str(value)


@given(st.lists(values, min_size=1, max_size=5))
def test_a_value_never_hides_the_keys_after_it(listed):
    """Whatever a value looks like, the next key is found, on the line where it stands."""
    text = "\n".join(f"key{n} = {as_toml(value)}" for n, value in enumerate(listed))
    tomllib.loads(text)
    found = lines_of(text)
    starts = {n + 1: line for n, line in enumerate(text.split("\n"))}
    for n in range(len(listed)):
        assert starts[found[(f"key{n}",)]].startswith(f"key{n} = ")


@given(st.text(alphabet="a.=[]{}\"'#,\\\n ", max_size=60))
def test_any_text_comes_to_an_end(text):
    """What is no TOML may have no lines, and stops nothing."""
    lines = lines_of(text)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())
