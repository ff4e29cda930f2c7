"""A sealed stream opens whole and unchanged, or not at all."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.keeping.sealed_stream import (
    BACKUP,
    CHUNK_BYTES,
    RING_COPY,
    SealedReader,
    SealedStreamError,
    SealingWriter,
)

KEY = "en hemmelig nøgle til sikkerhedskopier, 1"
HEADER = len(BACKUP.line) + 32
WHOLE = 4 + CHUNK_BYTES + 16


def sealed(content: bytes) -> bytes:
    file = io.BytesIO()
    writer = SealingWriter(file, BACKUP, KEY)
    writer.write(content)
    writer.finish()
    return file.getvalue()


def opened(content: bytes, key: str = KEY) -> bytes:
    return SealedReader(io.BytesIO(content), BACKUP, key).readall() or b""


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])
def test_what_was_sealed_opens(size: int) -> None:
    content = bytes(n % 251 for n in range(size))
    assert opened(sealed(content)) == content


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_it_does_not_matter_in_which_pieces_it_was_written(pieces: list[bytes]) -> None:
    file = io.BytesIO()
    writer = SealingWriter(file, BACKUP, KEY)
    for piece in pieces:
        writer.write(piece)
    writer.finish()
    assert opened(file.getvalue()) == b"".join(pieces)


def test_two_files_of_the_same_content_have_nothing_in_common() -> None:
    first, second = sealed(b"x" * 1000), sealed(b"x" * 1000)
    assert first[len(BACKUP.line) : HEADER] != second[len(BACKUP.line) : HEADER]
    assert first[HEADER + 4 :] != second[HEADER + 4 :]


def test_a_wrong_key_is_named_as_such() -> None:
    with pytest.raises(SealedStreamError, match="SAMTALEKLAR_BACKUP_KEY is not the key"):
        opened(sealed(b"x"), KEY + "2")


def test_another_kind_of_file_is_named_as_such() -> None:
    for content in (b"", b"SQLite format 3\0", sealed(b"x").replace(BACKUP.line, RING_COPY.line)):
        with pytest.raises(SealedStreamError, match="not a backup"):
            opened(content)


@given(st.data())
def test_a_flipped_bit_anywhere_is_refused(data: st.DataObject) -> None:
    content = bytearray(sealed(b"x" * 200))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SealedStreamError):
        opened(bytes(content))


@given(st.data())
def test_a_file_cut_short_anywhere_is_refused(data: st.DataObject) -> None:
    content = sealed(b"x" * 200)
    with pytest.raises(SealedStreamError):
        opened(content[: data.draw(st.integers(0, len(content) - 1))])


def test_parts_that_are_moved_left_out_or_said_twice_are_refused() -> None:
    content = sealed(b"a" * CHUNK_BYTES + b"b" * CHUNK_BYTES + b"c" * 10)
    head, first, second, last = (
        content[:HEADER],
        content[HEADER : HEADER + WHOLE],
        content[HEADER + WHOLE : HEADER + 2 * WHOLE],
        content[HEADER + 2 * WHOLE :],
    )
    assert opened(head + first + second + last)
    wrong = (
        head + second + first + last,
        head + first + last,
        head + first + second,
        head + first + first + second + last,
        content + b"x",
        content + last,
    )
    for changed in wrong:
        with pytest.raises(SealedStreamError):
            opened(changed)


def test_a_part_of_another_file_under_the_same_key_is_refused() -> None:
    one, other = sealed(b"a" * 100), sealed(b"b" * 100)
    with pytest.raises(SealedStreamError):
        opened(one[:HEADER] + other[HEADER:])


def test_a_length_that_lies_reads_no_more_than_a_part() -> None:
    content = sealed(b"x")
    with pytest.raises(SealedStreamError):
        opened(content[:HEADER] + (0x7FFFFFFF).to_bytes(4, "big") + content[HEADER + 4 :])
