"""What authors write survives being kept, and rubbish is refused."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.publications.content import Content, Creator, Subject, decode, encode

texts = st.text(max_size=30).filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text))


@given(
    st.builds(
        Content,
        title=texts,
        creators=st.lists(
            st.builds(Creator, family_name=texts, name_type=st.just("Personal")), max_size=3
        ).map(tuple),
        subjects=st.lists(st.builds(Subject, text=texts), max_size=3).map(tuple),
    )
)
def test_it_is_read_as_it_was_written(content: Content) -> None:
    assert decode(encode(content)) == content


@pytest.mark.parametrize(
    "text", ["[]", '{"title": 3}', '{"creators": [{"name_type": "Robot"}]}', '{"title"', ""]
)
def test_rubbish_is_refused(text: str) -> None:
    with pytest.raises(msgspec.MsgspecError):
        decode(text)
