"""What papers round the world put under their titles, between their paragraphs and after their last
one: each habit in a page of its own, read by structure alone.
"""

import json

import pytest
from ferry import FIRST, FOURTH, SECOND, THIRD, TITLE

from parsers import Article, Page, parse_article
from parsers.model import Origin

TEXT = (FIRST, SECOND, THIRD, FOURTH)


def read(inner: str, *, title: str = f"<h1>{TITLE}</h1>", head: str = "") -> Article:
    markup = (
        f"<html lang=en><head><meta charset=utf-8><title>{TITLE} - The Ledger</title>{head}</head>"
        f"<body><ul><li><a href=/>Front page</a></li></ul>{title}{inner}"
        f"<footer><p>The Ledger is printed on the quay.</p></footer></body></html>"
    )
    page = Page(url="https://ledger.example.org/news/ferry-4321.html", body=markup.encode())
    return parse_article(page, generic=True)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_a_german_quotation_is_no_arrow_before_a_link() -> None:
    heading = "»Das wusste jeder im Amt«"
    article = read(
        f"<div>{paragraphs(FIRST, SECOND)}<h3>{heading}</h3>{paragraphs(THIRD, FOURTH)}</div>"
    )
    assert article.body == (FIRST, SECOND, heading, THIRD, FOURTH)


@pytest.mark.parametrize(
    "last",
    [
        "Anna Holm is a reporter who covers harbours and has lived on the quay for eleven years.",
        "Anna Holm has been a freelance journalist for more than fifteen years, most of them here.",
        "About the author: Anna Holm writes for the Ledger about boats and those who sail on them.",
        "• Anna Holm can be reached at anna.holm@ledger.example.org.",
        "Anna Holm ist Redakteurin im Ressort Meer und wohnt seit elf Jahren am Hafen der Stadt.",
        "Anna Holm's book about the boats of the quay, “Six Bells” (Quay Press), is out now.",
        "(aho)",
        "aho/dpa",
    ],
)
def test_who_wrote_it_is_told_after_the_text(last: str) -> None:
    assert read(f"<div>{paragraphs(*TEXT, last)}</div>").body == TEXT


def test_somebody_of_the_text_may_be_told_of_in_its_last_paragraph() -> None:
    last = "Anna Holm is a writer now, and nobody on the quay has seen her on a boat since then."
    texts = (f"{FIRST} Among them was Anna Holm.", SECOND, THIRD, last)
    assert read(f"<div>{paragraphs(*texts)}</div>").body == texts


def test_who_wrote_it_is_told_under_the_name_before_the_questions() -> None:
    told = "Anna Holm covers harbours and ferries and has lived on the quay for eleven long years."
    box = f"<div><div>Anna Holm</div><div>Ledger</div><p>{told}</p></div>"
    article = read(
        f"<div>{paragraphs(FIRST, SECOND)}{box}<h3>Who pays?</h3>{paragraphs(THIRD, FOURTH)}</div>"
    )
    assert article.body == (FIRST, SECOND, "Who pays?", THIRD, FOURTH)


@pytest.mark.parametrize(
    "line", ["Von Jana Holm, Husum Lesezeit: 4 Min.", "Par Jeanne Holm", "Por Juana Holm"]
)
def test_who_wrote_it_may_stand_over_the_text(line: str) -> None:
    assert read(f"<div><div>{line}</div>{paragraphs(*TEXT)}</div>").body == TEXT


def test_a_line_that_begins_with_such_a_word_may_be_the_text() -> None:
    line = "Von Hamburg nach Husum fährt man drei Stunden"
    article = read(f"<div><h2>{line}</h2>{paragraphs(*TEXT)}</div>")
    assert article.body == (line, *TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "Get the Ledger Monthly delivered through your letterbox every month. 12 issues for £11.",
        "NEWYou can now listen to Ledger articles!",
        "Our Standards: The Ledger Trust Principles., opens new tab",
        "Haben Sie Fehler entdeckt? Möchten Sie etwas kritisieren? Schreiben Sie uns gerne!",
        "(Alle News und Geschichten gibt es auf unserer Facebook-Seite.)",
        "Rubriklistenbild: © Holm",
        "Um dieses Video anzusehen, müssen Sie dem Laden zustimmen.",
        "Privacy Notice: Newsletters may contain information about charities and online ads.",
        "Do you have an opinion on the issues raised in this article? Please click here.",
    ],
)
def test_notices_between_paragraphs_are_none_of_it(line: str) -> None:
    article = read(f"<div>{paragraphs(FIRST, SECOND, line, THIRD, FOURTH)}</div>")
    assert article.body == TEXT


def test_letters_are_offered_in_a_box_that_is_called_nothing() -> None:
    box = (
        "<aside class=q1><div><h4>Sign up to <span>Harbour Morning</span></h4><p>Our morning email "
        "tells what came in overnight and why it matters to those who wait</p></div></aside>"
    )
    article = read(f"<div>{paragraphs(FIRST, SECOND)}{box}{paragraphs(THIRD, FOURTH)}</div>")
    assert article.body == TEXT


def test_a_line_over_its_box_asks_for_support_without_being_a_heading() -> None:
    box = (
        "<div class=q1><div>Your support helps us to tell the story</div><div><p>From storms to "
        "strikes, the Ledger is on the quay when the boats come in at night.</p><p>Your support "
        "makes all the difference.</p></div></div>"
    )
    article = read(f"<div>{paragraphs(FIRST, SECOND)}{box}{paragraphs(THIRD, FOURTH)}</div>")
    assert article.body == TEXT


def test_a_long_paragraph_after_the_text_asks_for_support() -> None:
    appeal = (
        "The Ledger belongs to its readers, and its journalism is independent and free to all. No "
        "paywall stands round it, and members pay for what everybody may read. If you can, please "
        "support us: whatever you donate pays for one more night on the quay with the crews."
    )
    article = read(f"<div>{paragraphs(*TEXT)}<h3>Free for all</h3><p>{appeal}</p></div>")
    assert article.body == TEXT


def test_the_lead_stands_under_a_title_that_bears_its_kicker() -> None:
    lead = "Forty islanders spoke at the harbour office before the board took its plan back."
    article = read(
        f"<header><h2><span>Strike at sea</span> <span>{TITLE}</span></h2><div>{lead}</div>"
        f"</header><div class=x>{paragraphs(*TEXT)}</div>",
        title="",
        head=f"<meta property='og:title' content='{TITLE}'>",
    )
    assert (article.lead, article.body) == (lead, TEXT)


def test_the_lead_of_a_british_paper_has_no_stop() -> None:
    lead = "Forty islanders spoke at the harbour office and the board took its plan back"
    article = read(f"<div><p>{lead}</p></div><div class=x>{paragraphs(*TEXT)}</div>")
    assert (article.lead, article.body) == (lead, TEXT)


def test_a_line_with_the_hour_under_the_title_is_no_lead() -> None:
    line = "Put down at the office of the harbour by the clerk on duty 11:02"
    article = read(f"<div><p>{line}</p></div><div class=x>{paragraphs(*TEXT)}</div>")
    assert (article.lead, article.body) == (None, TEXT)


def test_an_id_that_is_the_slug_of_a_heading_names_nothing() -> None:
    part = f"<section id='more-on-the-boats-of-may'>{paragraphs(THIRD, FOURTH)}</section>"
    article = read(f"<div><section>{paragraphs(FIRST, SECOND)}</section>{part}</div>")
    assert article.body == TEXT


def test_elements_of_a_page_s_own_making_are_called_by_their_tags() -> None:
    promo = f"<story-promo><h3><a href=/x>Lighthouse keeper retires</a></h3><p>{FOURTH}</p></story-promo>"
    article = read(
        f"<story-page><story-part>{paragraphs(FIRST, SECOND)}{promo}{paragraphs(THIRD)}"
        "</story-part></story-page>"
    )
    assert article.body == (FIRST, SECOND, THIRD)


def test_headings_and_short_items_that_lead_to_other_sites_name_what_the_text_is_about() -> None:
    under = f"{SECOND} {THIRD}"
    sections = "".join(
        f"<h3><a href=https://{at}.example.com/>{name}</a></h3><p>{under} {at}.</p>"
        for at, name in enumerate(("Outer Holm Boats", "Long Skerry Line"))
    )
    item = "<li><a href=https://boats.example.net/a>Harbour museum</a></li>"
    body = read(f"<div><p>{FIRST}</p>{sections}<p>{FOURTH}</p><ul>{item}</ul></div>").body
    assert {"Outer Holm Boats", "Long Skerry Line", "Harbour museum"} <= set(body)


@pytest.mark.parametrize("href", ["/b", "https://www.example.org/b"])
def test_headings_and_items_that_stay_on_the_site_are_other_articles(href: str) -> None:
    other = f"<a href={href}>Lighthouse keeper retires</a>"
    inner = f"<h3>{other}</h3><p>{THIRD}</p><p>{FOURTH}</p><ul><li>{other}</li></ul>"
    assert read(f"<div>{paragraphs(FIRST, SECOND)}{inner}</div>").body == TEXT


@pytest.mark.parametrize(
    "text", ["Lighthouse keeper retires after forty winters alone", "boats.example.net"]
)
def test_headlines_and_addresses_of_other_sites_are_no_things(text: str) -> None:
    item = f"<ul><li><a href=https://boats.example.net/a>{text}</a></li></ul>"
    assert read(f"<div>{paragraphs(*TEXT)}{item}</div>").body == TEXT


def test_a_teaser_of_another_site_has_little_under_its_heading() -> None:
    teaser = f"<h3><a href=https://b.example.com/>Lighthouse keeper</a></h3><p>{FOURTH}</p>"
    body = read(f"<div>{paragraphs(FIRST, SECOND, THIRD)}{teaser}<h3>And now</h3></div>").body
    assert "Lighthouse keeper" not in body


@pytest.mark.parametrize(
    "mark", ["<a href=#who>¶</a>", "<a href=#who>#</a>", "<span>[<a href=/edit>edit</a>]</span>"]
)
def test_marks_after_a_heading_are_no_words_of_it(mark: str) -> None:
    article = read(f"<div>{paragraphs(FIRST)}<h2>Who pays{mark}</h2>{paragraphs(SECOND)}</div>")
    assert article.body == (FIRST, "Who pays", SECOND)


def test_a_title_is_read_without_the_sign_that_links_to_it() -> None:
    title = f"<h1>{TITLE}<a href=#top>¶</a></h1>"
    assert read(f"<div>{paragraphs(*TEXT)}</div>", title=title).title == TITLE


def test_tabs_that_are_switched_by_hidden_choices_are_the_text() -> None:
    texts = (
        "Boats leave at six, and none goes when the ice is in.",
        "Boats leave at five, and again when the school is out.",
    )
    tabs = (
        "<div class=x><input type=radio name=t checked><input type=radio name=t><div>"
        "<label>Winter</label><label>Summer</label></div><div>"
        f"<div><p>{texts[0]}</p></div><div><p>{texts[1]}</p></div></div></div>"
    )
    article = read(f"<div>{paragraphs(FIRST, SECOND)}{tabs}{paragraphs(THIRD, FOURTH)}</div>")
    assert [text for text in article.body if text.startswith("Boats leave at")] == [*texts]


def test_a_poll_between_paragraphs_is_none_of_it() -> None:
    poll = (
        "<div class=x><p>Should the night boat go on as it has gone for nineteen winters?</p>"
        "<label><input type=radio name=p>Yes</label><label><input type=radio name=p>No</label></div>"
    )
    article = read(f"<div>{paragraphs(FIRST, SECOND)}{poll}{paragraphs(THIRD, FOURTH)}</div>")
    assert article.body == TEXT


def test_a_question_stands_before_answers_that_hold_more_than_it() -> None:
    post = "<div class='js-post-body s-prose'>{}</div>"
    question = f"<div class=question><div>3</div>{post.format(paragraphs(FIRST, SECOND))}</div>"
    answers = "".join(
        f"<div class=answer><div>{at}</div>{post.format(paragraphs(f'{THIRD} {at}.', FOURTH * at))}</div>"
        for at in (1, 2, 3)
    )
    body = read(f"<div>{question}<div><h2>3 Answers</h2>{answers}</div></div>").body
    assert body[:2] == (FIRST, SECOND)
    assert len(body) >= 8


def test_days_and_numbers_over_the_posts_of_a_thread_are_none_of_it() -> None:
    posts = "".join(
        f"<div><div>03-04-2025, 09:1{at} AM#{at}</div><div>{text}</div></div>"
        for at, text in enumerate(TEXT)
    )
    assert read(f"<div>{posts}</div>").body == TEXT


def test_for_whom_and_when_it_was_put_down_stands_between_bars() -> None:
    line = "On Behalf of Holm and Daughters | Apr 21, 2017 | Boats"
    assert read(f"<div><div>{line}</div>{paragraphs(*TEXT)}</div>").body == TEXT


def test_a_page_that_shows_no_text_may_hold_it_in_its_data() -> None:
    data = {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n\n".join(TEXT)}
    head = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    article = read("<div id=app></div><p>Please wait.</p>", head=head)
    assert article.body == TEXT
    assert article.evidence["body"].origin is Origin.JSON_LD


def test_a_heading_over_a_picture_is_no_caption() -> None:
    heading = "What the night boat costs all of us"
    section = f"<p><img src=a.jpg></p><div><h2>{heading}</h2></div>{paragraphs(THIRD, FOURTH)}"
    article = read(f"<div>{paragraphs(FIRST, SECOND)}{section}</div>")
    assert article.body == (FIRST, SECOND, heading, THIRD, FOURTH)


def test_a_sentence_under_a_picture_in_a_box_called_as_the_others_is_the_text() -> None:
    longer = paragraphs(FIRST, SECOND, f"{FIRST} Again.", f"{SECOND} Again.", f"{THIRD} Again.")
    article = read(
        f"<main><div class=part>{longer}</div><div class=part><div><img src=a.jpg></div>"
        f"<p>{THIRD}</p></div><div class=part>{paragraphs(FOURTH)}</div></main>"
    )
    assert THIRD in article.body


def test_the_number_of_a_picture_may_be_written_out() -> None:
    figure = "<div><figure><img src=a.jpg><figcaption>The quay</figcaption></figure>1 of 6</div>"
    article = read(f"<div>{paragraphs(FIRST, SECOND)}{figure}{paragraphs(THIRD, FOURTH)}</div>")
    assert article.body == TEXT


def test_linked_items_among_items_that_are_no_links_are_the_text() -> None:
    items = "<li><a href=/a>Long Skerry</a></li><li>Outer Holm</li><li>Saint Ninian</li>"
    article = read(f"<div>{paragraphs(FIRST, SECOND)}<ul>{items}</ul>{paragraphs(THIRD)}</div>")
    assert article.body[2:5] == ("Long Skerry", "Outer Holm", "Saint Ninian")


def test_items_that_are_all_links_lead_elsewhere() -> None:
    items = "<li><a href=/a>Long Skerry</a></li><li><a href=/b>Outer Holm</a></li><li>2 May</li>"
    article = read(f"<div>{paragraphs(FIRST, SECOND)}<ul>{items}</ul>{paragraphs(THIRD)}</div>")
    assert not {"Long Skerry", "Outer Holm"} & set(article.body)


@pytest.mark.parametrize("heading", ["FAQ", "Night boat: frequently asked questions"])
def test_questions_are_answered_in_a_box_after_the_article(heading: str) -> None:
    asked = (
        ("Who pays for the boat?", "The board pays, and the islands give a tenth of it back."),
        ("When does it sail?", "It sails at six, and at five when the school is out."),
    )
    answers = "".join(f"<div><h3>{q}</h3><div>{a}</div></div>" for q, a in asked)
    article = read(
        f"<main><div class=story>{paragraphs(*TEXT)}</div><div><a href=/d>Get a ticket</a></div>"
        f"<section><h2>{heading}</h2>{answers}</section>"
        f"<section><h2>Also here</h2><a href=/x>The dock is full of boats again</a></section></main>"
    )
    assert article.body == (*TEXT, heading, *asked[0], *asked[1])


def test_a_refrain_comes_back_after_different_lines() -> None:
    refrain = "This picture was lent by the harbour museum, and nobody may print it without asking."
    parts = "".join(f"<div><h3>Camera {at}</h3><p>{refrain}</p></div>" for at in range(4))
    article = read(f"<div>{paragraphs(*TEXT)}{parts}</div>")
    assert article.body.count(refrain) == 4


def test_a_copy_of_the_text_repeats_it_in_its_order() -> None:
    article = read(f"<main>{f'<div>{paragraphs(*TEXT)}</div>' * 4}</main>")
    assert article.body == TEXT


@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
def test_a_page_that_was_encoded_twice_is_read_as_it_was_meant(codec: str) -> None:
    texts = [f"“{text}” – {at} €" for at, text in enumerate((FIRST, SECOND, THIRD), 1)]
    markup = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>"
    markup += f"<div>{paragraphs(*texts)}</div></body></html>"
    body = markup.replace("”", "’").encode().decode(codec).encode()
    page = Page(url="https://ledger.example.org/news/ferry-4321.html", body=body)
    assert parse_article(page).body == tuple(text.replace("”", "’") for text in texts)


def test_a_page_that_speaks_of_such_text_is_left_as_it_is() -> None:
    texts = (f"{FIRST} “Quay” became â\x80\x9cQuayâ\x80\x9d, and â\x80\x93 was a dash.", SECOND)
    assert read(f"<div>{paragraphs(*texts)}</div>").body[1] == SECOND


def test_a_section_may_say_what_an_editor_of_its_name_does() -> None:
    told = "Harbour Draft is an editor for those who write about boats, and it runs on any old one."
    article = read(
        f"<div>{paragraphs(FIRST, SECOND)}<h3>Harbour Draft</h3><p>{told}</p><h3>The rest</h3>"
        f"{paragraphs(THIRD, FOURTH)}</div>"
    )
    assert told in article.body


def test_posts_called_comments_may_each_stand_in_a_box_of_their_own() -> None:
    posts = "".join(
        f"<div class=item><article class='CommentPost Post'><div class=by>user{at}</div>"
        f"<div><p>{text}</p></div></article></div>"
        for at, text in enumerate(TEXT)
    )
    assert [each for each in read(f"<div>{posts}</div>").body if len(each) > 40] == [*TEXT]


@pytest.mark.parametrize(
    "last", ["【山田花子】", "(责编：王明、李华)", "홍길동 기자 hong@ledger.example.org"]
)
def test_papers_of_the_east_sign_after_the_text(last: str) -> None:
    assert read(f"<div>{paragraphs(*TEXT, last)}</div>").body == TEXT


def test_a_name_and_whose_reporter_that_is_stand_over_the_text() -> None:
    lines = "<div>Anna Holm</div><div>Harbour correspondent</div>"
    assert read(f"<div>{lines}{paragraphs(*TEXT)}</div>").body == TEXT


def test_a_button_shows_the_question_that_its_answer_follows() -> None:
    answer = "The board pays, and the islands give a tenth of it back to the boat each spring."
    asked = f"<h2>Who asks?</h2><button><b>Who pays for the boat?</b></button><p>{answer}</p>"
    article = read(f"<div>{paragraphs(FIRST, SECOND)}{asked}<button>Share</button></div>")
    assert article.body == (FIRST, SECOND, "Who asks?", "Who pays for the boat?", answer)


@pytest.mark.parametrize("named", [False, True])
def test_a_page_may_present_people(named: bool) -> None:
    people = ("Anna Holm", "Jon Skerry", "Nina Quay", "Olaf Berth")
    told = [
        f"{who} is a writer who has lived on the quay for {at} years by now."
        for at, who in enumerate(people, 4)
    ]
    lines = "".join(
        f"<div>{f'<div>{who}</div>' if named else ''}<p>{text}</p></div>"
        for who, text in zip(people, told, strict=True)
    )
    body = read(f"<div>{paragraphs(FIRST, SECOND)}{lines}</div>").body
    assert set(told) <= set(body)
