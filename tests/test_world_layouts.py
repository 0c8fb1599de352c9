"""How publishers, forums and shops round the world build their pages: each habit in a page of its
own, read by structure alone.
"""

import pytest
from ferry import FIRST, FOURTH, SECOND, THIRD, TITLE

from parsers import Article, Page, parse_article

OPENED = (
    "The board will publish the contract, and every islander may read it at the harbour office."
)
LEAD = "Forty islanders spoke at the harbour office before the board took back what it had planned."
LAST = "On Monday night she served it again, and for once she took no money from anybody for it."
OTHER = "Lighthouse keeper retires after forty years alone"


FOOTER = "The Ledger is printed on the quay, and all of it may be quoted."


def read(
    inner: str, *, title: str = f"<h1>{TITLE}</h1>", footer: str = f"<p>{FOOTER}</p>"
) -> Article:
    markup = (
        f"<html lang=en><head><meta charset=utf-8><title>{TITLE} - The Ledger</title></head><body>"
        f"<ul><li><a href=/>Front page</a></li></ul>{title}{inner}"
        f"<footer>{footer}</footer></body></html>"
    )
    page = Page(url="https://ledger.example.org/news/ferry-4321.html", body=markup.encode())
    return parse_article(page, generic=True)


def paragraphs(*texts: str, name: str = "") -> str:
    return "".join(f"<p class='{name}'>{text}</p>" for text in texts)


def test_paragraphs_that_subscribers_pay_for_are_the_text() -> None:
    text = paragraphs(FIRST, SECOND, THIRD, name="paywall")
    article = read(f"<div><div class=inner>{text}</div></div>")
    assert article.body == (FIRST, SECOND, THIRD)


def test_an_offer_of_letters_with_more_prose_than_a_short_text_is_none_of_it() -> None:
    offer = f"<div class='newsletter-box'>{paragraphs(SECOND, THIRD)}</div>"
    assert read(f"<div class=x>{paragraphs(FIRST)}</div>{offer}").body == (FIRST,)


def test_the_free_beginning_called_a_teaser_is_the_text() -> None:
    free, paid = (
        "".join(f"<div class=part><p>{text}</p></div>" for text in texts)
        for texts in ((FIRST, SECOND, OPENED), (THIRD, FOURTH))
    )
    article = read(
        f"<p class=dek>{LEAD}</p><div class=story><div class='teaser-content'>{free}</div>"
        f"<div class='remainder'>{paid}</div></div>"
    )
    assert article.lead == LEAD
    assert article.body == (FIRST, SECOND, OPENED, THIRD, FOURTH)


def test_a_teaser_that_leads_elsewhere_is_none_of_it() -> None:
    teaser = f"<div class='teaser'><a href=/x>{OTHER}</a>{paragraphs(THIRD, FOURTH)}</div>"
    article = read(f"<div>{paragraphs(FIRST, SECOND)}{teaser}</div>")
    assert article.body == (FIRST, SECOND)


@pytest.mark.parametrize("first", ["", "itemprop=comment"])
def test_posts_of_a_thread_are_called_comments(first: str) -> None:
    texts = (FIRST, SECOND, THIRD, FOURTH)
    posts = "".join(
        f"<div class='topic-body' {'itemprop=comment' if at else first}><div>user{at}</div>"
        f"<div><p>{text}</p></div></div>"
        for at, text in enumerate(texts)
    )
    assert [each for each in read(f"<div>{posts}</div>").body if len(each) > 40] == [*texts]


def test_comments_under_an_article_are_none_of_it() -> None:
    comments = "".join(
        f"<div class='comment'><p>{text}</p></div>" for text in (THIRD, FOURTH, f"{THIRD} {FOURTH}")
    )
    article = read(f"<div class=a>{paragraphs(FIRST, SECOND)}</div><div class=b>{comments}</div>")
    assert article.body == (FIRST, SECOND)


def test_comments_under_a_lead_that_is_all_there_is_are_none_of_it() -> None:
    comments = "".join(
        f"<div class='comment'><p>{each}</p></div>" for each in (SECOND, THIRD, FOURTH)
    )
    article = read(f"<div class=a><p class=dek>{FIRST}</p>{comments}</div>", footer="")
    assert article.body == (FIRST,)


def test_a_box_of_comments_beside_boxes_of_its_class_is_believed() -> None:
    article = read(
        f"<div class=box>{paragraphs(FIRST, SECOND)}</div>"
        f"<div class=box id=comments>{paragraphs(THIRD, FOURTH, OPENED)}</div>"
    )
    assert article.body == (FIRST, SECOND)


def test_posts_that_repeat_the_title_as_a_link_are_no_teasers() -> None:
    texts = (FIRST, SECOND, THIRD)
    posts = "".join(
        f"<div class=post><h3><a href=#p{at}>Re: {TITLE}</a></h3><div>{text}</div></div>"
        for at, text in enumerate(texts)
    )
    assert read(f"<div>{posts}</div>", title=f"<h2><a href=/t>{TITLE}</a></h2>").body == texts


def test_a_short_link_in_a_row_of_a_table_names_what_the_row_is_about() -> None:
    islands = (("Outer Holm", "412"), ("Long Skerry", "77"), ("Saint Ninian", "1 204"))
    rows = "".join(
        f"<tr><td><a href=/{at}>{name}</a></td><td>{people}</td></tr>"
        for at, (name, people) in enumerate(islands)
    )
    article = read(f"<div>{paragraphs(FIRST, SECOND)}<table>{rows}</table><p>{THIRD}</p></div>")
    assert article.body[2:5] == tuple(" | ".join(island) for island in islands)


def test_headlines_beside_their_days_in_a_table_lead_elsewhere() -> None:
    headlines = (
        "The dock is full of boats again",
        "Who pays for the boat of May?",
        "Soup for all of us on board",
    )
    rows = "".join(
        f"<tr><td>{at}/5</td><td><a href=/{at}>{each}</a></td></tr>"
        for at, each in enumerate(headlines, 3)
    )
    article = read(f"<div>{paragraphs(FIRST, SECOND)}<table>{rows}</table><p>{THIRD}</p></div>")
    assert not set(headlines) & set(" | ".join(article.body).split(" | "))


def test_a_heading_that_a_script_opens_may_lead_anywhere() -> None:
    heading = f"<h3><a href='#'>{OTHER}</a></h3>"
    article = read(f"<div><p>{FIRST}</p>{heading}{paragraphs(SECOND, THIRD)}</div>")
    assert article.body == (FIRST, SECOND, THIRD)


def test_a_button_in_every_row_of_a_table_is_none_of_it() -> None:
    rows = "".join(
        f"<tr><td>Boat {at}</td><td>{at} crossings</td><td><a href=/{at}>Book a seat</a></td></tr>"
        for at in range(3, 6)
    )
    article = read(f"<div>{paragraphs(FIRST, SECOND)}<table>{rows}</table><p>{THIRD}</p></div>")
    assert article.body[2:5] == tuple(f"Boat {at} | {at} crossings" for at in range(3, 6))


@pytest.mark.parametrize("label", ["À lire aussi", "Also read", "Lesen Sie auch"])
def test_a_label_set_apart_by_type_alone_heads_a_link(label: str) -> None:
    line = f"<p><strong>{label}</strong> <a href=/x>{OTHER}</a></p>"
    article = read(f"<div>{paragraphs(FIRST, SECOND)}{line}{paragraphs(THIRD)}</div>")
    assert article.body == (FIRST, SECOND, THIRD)


def accordion(handle: str, texts: tuple[str, ...]) -> str:
    return "".join(
        f"<div class=fold>{handle.format(at)}<div class=panel style='display: none'><p>{text}</p>"
        "</div></div>"
        for at, text in enumerate(texts)
    )


def test_hidden_panels_under_the_lines_that_open_them_are_the_text() -> None:
    folds = accordion("<h3>Step {} of the crossing</h3>", (SECOND, THIRD, FOURTH))
    body = read(f"<div><p>{FIRST}</p>{folds}</div>").body
    assert body == (
        *(FIRST, "Step 0 of the crossing", SECOND, "Step 1 of the crossing", THIRD),
        *("Step 2 of the crossing", FOURTH),
    )


def test_hidden_copies_of_what_is_shown_are_read_once() -> None:
    folds = accordion("<h3>Step {} of the crossing</h3>", (SECOND, THIRD, FOURTH))
    article = read(f"<div>{folds}</div><div>{paragraphs(FIRST, SECOND, THIRD, FOURTH)}</div>")
    assert article.body == (FIRST, SECOND, THIRD, FOURTH)


def test_a_heading_that_is_a_button_opens_what_stands_under_it() -> None:
    folds = accordion("<h3><button>Who pays for boat {}?</button></h3>", (SECOND, THIRD, FOURTH))
    body = read(f"<div><p>{FIRST}</p>{folds}</div>").body
    assert body[1:3] == ("Who pays for boat 0?", SECOND)


@pytest.mark.parametrize(
    "line",
    [
        "Do you have a story for us? Email us at desk@ledger.example or call the newsroom.",
        "Sign up to our free Inside Harbours email for the latest updates",
        "Subscribe to get the latest posts sent to your email.",
        "Start the day smarter. Get all the news you need in your inbox each morning.",
        "Join our WhatsApp community here to get top stories sent straight to your phone.",
        "For all the latest news, visit the Ledger homepage",
        "Click to play",
        "Passer la publicité",
        "Follow Jane Calder on Twitter.",
        "Follow along for live coverage",
        "Something is loading.",
    ],
)
def test_calls_to_readers_are_none_of_it(line: str) -> None:
    text = f"{paragraphs(FIRST, SECOND)}<p>{line}</p>{paragraphs(THIRD)}"
    assert read(f"<div>{text}</div>").body == (FIRST, SECOND, THIRD)


@pytest.mark.parametrize(
    "line",
    [
        "Do you have a story about a ferry that nobody on the islands believes?",
        "Sign up for the harbour bundle using the same email as on the quay.",
        "For the best outcome, follow the instructions of the crew to the letter.",
        "Click here to get more information on the boats of the harbour.",
    ],
)
def test_sentences_that_resemble_them_stay(line: str) -> None:
    text = f"{paragraphs(FIRST, SECOND)}<p>{line}</p>{paragraphs(THIRD)}"
    assert read(f"<div>{text}</div>").body == (FIRST, SECOND, line, THIRD)


def test_a_text_goes_on_after_an_advertisement_in_boxes_built_as_its_own() -> None:
    chunk = "<div class=grid><div class='article__body'><div class=inner>{}</div></div></div>"
    links = "".join(f"<li><a href=/{at}>{OTHER}, part {at}</a></li>" for at in range(6))
    first = chunk.format(paragraphs(FIRST, SECOND, THIRD, OPENED, LEAD))
    article = read(
        f"<div>{first}<div class=row><ul>{links}</ul></div>"
        f"{chunk.format(paragraphs(FOURTH, LAST))}</div>"
    )
    assert article.body == (FIRST, SECOND, THIRD, OPENED, LEAD, FOURTH, LAST)


def test_the_next_article_in_boxes_built_alike_is_another() -> None:
    chunk = "<div class=grid><div class='article__body'><div class=inner>{}</div></div></div>"
    first = chunk.format(paragraphs(FIRST, SECOND, THIRD, OPENED, LEAD))
    article = read(f"<div>{first}<h1>{OTHER}</h1>{chunk.format(paragraphs(FOURTH))}</div>")
    assert article.body == (FIRST, SECOND, THIRD, OPENED, LEAD)


@pytest.mark.parametrize("thing", ["product", "event", "job"])
def test_the_description_of_a_thing_is_the_text_and_no_lead(thing: str) -> None:
    article = read(f"<div><div class='{thing}-description'>{paragraphs(FIRST, SECOND)}</div></div>")
    assert (article.lead, article.body) == (None, (FIRST, SECOND))


def test_a_lead_of_several_paragraphs_that_is_all_there_is_is_the_body() -> None:
    article = read(f"<div class='intro'>{paragraphs(FIRST, SECOND)}</div>", footer="")
    assert (article.lead, article.body) == (None, (FIRST, SECOND))


def test_a_heading_that_links_to_its_own_place_stays() -> None:
    heading = "<h2 id=fares><a href='#fares'>What the night crossing costs</a></h2>"
    article = read(f"<div><p>{FIRST}</p>{heading}{paragraphs(SECOND, THIRD)}</div>")
    assert article.body == (FIRST, "What the night crossing costs", SECOND, THIRD)


@pytest.mark.parametrize("heading", ["12 Comments", "3 bình luận", "1 Kommentar"])
def test_a_heading_that_counts_comments_ends_the_article(heading: str) -> None:
    comments = "".join(f"<div><i>{at} May</i><p>{text}</p></div>" for at, text in ((3, THIRD),))
    text = paragraphs(FIRST, SECOND, OPENED)
    article = read(f"<div>{text}<div class=u><h3>{heading}</h3>{comments}</div></div>")
    assert article.body == (FIRST, SECOND, OPENED)


def test_what_a_page_says_of_its_partners_does_not_outweigh_a_short_text() -> None:
    wall = (
        "We and our 842 partners store and access personal data on your device. Selecting Accept "
        f"enables tracking. {'You can change your choices at any time. ' * 6}"
    )
    article = read(f"<div><p>{wall}</p></div><div class=x>{paragraphs(FIRST)}</div>")
    assert article.body == (FIRST,)


@pytest.mark.parametrize("again", ["Ada Lund", "Ada Marie Lund"])
def test_a_card_that_pops_up_over_a_name_is_no_part_of_the_sentence(again: str) -> None:
    card = (
        f"<span class=block><span><img src=/a.jpg><a href=/lund>{again}</a> "
        f"<a href=/1>{OTHER}</a> <a href=/2>The dock is full of boats that nobody paid for</a> "
        "<a href=/lund>MORE</a></span></span>"
    )
    said = "said {} of the harbour office, who had read the contract aloud to forty islanders."
    article = read(
        f"<div><p>{FIRST}</p><p>Nobody was asked, {said.format(f'<a href=/lund>Ada Lund</a>{card}')}"
        f"</p>{paragraphs(SECOND)}</div>"
    )
    assert article.body == (FIRST, f"Nobody was asked, {said.format('Ada Lund')}", SECOND)


def test_a_name_among_other_links_of_a_sentence_stays() -> None:
    names = (
        "<a href=/lund>Ada Lund</a> <span>and <a href=/lund>Ada Lund</a>, of the second boat of the "
        "islands, with <a href=/x>Jane Calder</a>, who cooks</span>"
    )
    article = read(f"<div>{paragraphs(FIRST)}<p>There were {names} on it.</p><p>{SECOND}</p></div>")
    assert article.body[1] == (
        "There were Ada Lund and Ada Lund, of the second boat of the islands, with Jane Calder, who "
        "cooks on it."
    )


def test_headlines_marked_with_what_they_are_lead_elsewhere() -> None:
    lines = f"<p><strong>MORE</strong><br><a href=/x>{OTHER}</a> [VIDEO]<br></p>"
    article = read(f"<div>{paragraphs(FIRST, SECOND)}{lines}{paragraphs(THIRD)}</div>")
    assert OTHER not in " ".join(article.body)


def test_a_box_that_asks_readers_for_support_is_none_of_it() -> None:
    appeal = (
        "<div class=x><h3>Support the Ledger</h3><p>Your loyalty means the world to us, and we want "
        "to keep what we print free for everyone who reads it.</p><a href=/pay>Contribute</a></div>"
    )
    article = read(f"<div>{paragraphs(FIRST, SECOND)}{appeal}{paragraphs(THIRD)}</div>")
    assert article.body == (FIRST, SECOND, THIRD)


def test_an_article_about_support_keeps_its_section() -> None:
    said = "Most islanders gave a day of work to the harbour, and nobody was asked for money."
    section = f"<div class=x><h3>Support from the islands</h3><p>{said}</p></div>"
    article = read(f"<div>{paragraphs(FIRST, SECOND)}{section}{paragraphs(THIRD)}</div>")
    assert article.body == (FIRST, SECOND, "Support from the islands", said, THIRD)
