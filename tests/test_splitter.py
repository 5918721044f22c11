from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.article import Article
from bot.loaders import load
from bot.model_files import count_tokens
from bot.sentences import sentences_of
from bot.splitter import MAX_TOKENS, passages_of

CORPUS = Path(__file__).parent.parent / "corpus"


def article(text: str) -> Article:
    return Article.new(text=text, source="a.txt", title="A title")


def test_no_passage_of_the_corpus_is_longer_than_the_model_reads() -> None:
    for loaded in load(str(CORPUS)):
        assert isinstance(loaded, Article)
        for passage in passages_of(loaded):
            words = loaded.text[passage.start : passage.end]
            # The sum over sentences may differ from the whole by how white space is cut.
            assert count_tokens([words])[0] <= MAX_TOKENS + 2


def test_the_passages_of_an_article_hold_all_of_its_sentences_in_order() -> None:
    for loaded in load(str(CORPUS)):
        assert isinstance(loaded, Article)
        held = tuple(s for p in passages_of(loaded) for s in p.sentences)
        assert held == sentences_of(loaded.text)


def test_a_quotation_over_two_sentences_stays_in_one_passage() -> None:
    filler = "The council met again and talked about the budget of the port for hours. " * 11
    quote = "“We waited for a law that never came, whatever they had told us. We will not sell.”"
    text = f"{filler}{quote} {filler}"
    begin = text.index("“")
    end = text.index("”") + 1
    assert any(p.start <= begin and end <= p.end for p in passages_of(article(text)))
    assert len(passages_of(article(text))) > 1


def test_a_text_without_any_full_stop_is_cut_between_words() -> None:
    text = "word and another word " * 400
    passages = passages_of(article(text))
    pieces = [text[p.start : p.end] for p in passages]
    assert " ".join(pieces).split() == text.split()
    assert max(count_tokens(pieces)) <= MAX_TOKENS


def test_one_endless_word_is_cut_too() -> None:
    text = "x" * 20_000
    pieces = [text[p.start : p.end] for p in passages_of(article(text))]
    assert "".join(pieces) == text
    assert max(count_tokens(pieces)) <= MAX_TOKENS


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab .!?“”\"'\n$é漢\u200b"), max_size=1500))
def test_any_text_is_covered_by_its_passages(text: str) -> None:
    passages = passages_of(article(text))
    position = 0
    for ordinal, passage in enumerate(passages):
        assert passage.ordinal == ordinal
        assert text[position : passage.start].strip() == ""
        assert passage.sentences[0].start == passage.start
        assert passage.sentences[-1].end == passage.end
        position = passage.end
    assert text[position:].strip() == ""
