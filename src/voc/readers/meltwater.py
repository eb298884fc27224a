"""Meltwater: mentions in news and social media, one a row; comma and UTF-8, or tabs and UTF-16.

An article is a journalist's words, no customer's: kept as "news item". Newer exports say the type of each source; of
older ones a mention is social where its source is a network's name.
"""

from voc.reading.surveys.survey_layout import Condition
from voc.reading.tables.layout import Layout, table_reader

_NETWORKS = (
    r"twitter|x|x \(formerly twitter\)|facebook|instagram|reddit|youtube|tiktok|linkedin|pinterest|twitch|threads"
    r"|bluesky|mastodon|tumblr|vk|vkontakte|weibo|sina weibo|wechat|douyin|bilibili|quora|telegram|discord|snapchat"
    r"|disqus|trustpilot|tripadvisor|yelp|google( maps| reviews)?|app store|google play|amazon.*"
    r"|.*\b(forums?|reviews?|comments?)"
)
_NEWS = (
    "(online |print |global |local |national )?(news(paper)?s?|editorial|magazines?|press releases?|journals?)"
    "|tv|radio|podcasts?|broadcast|print|newswires?"
)
_HINTS = (
    "headline", "influencer", "input name", "document id", "information type", "source type", "author handle",
    "key phrases", "keyphrases", "document tags", "ave", "reach",
)  # fmt: skip

READER = table_reader(
    "meltwater",
    "Meltwater mentions (CSV, XLSX)",
    "social",
    Layout(
        must=(("hit sentence",), ("opening text",)),
        hints=_HINTS,
        least=2,
        text=(("hit sentence", "opening text"),),
        title=("headline", "title"),
        speaker=("author handle", "twitter screen name", "influencer", "author name"),
        when=("date",),
        channel=("source name", "source", "source type"),
        lang=("language",),
        key=("document id", "tweet id", "url"),
        attributes=("country", "region", "subregion", "state", "city"),
        excluded=(Condition(("content type",), "repost|retweet|share", "repost"),),
        others=(
            Condition(("information type",), _NEWS, "news item"),
            Condition(("source type",), _NEWS, "news item"),
            Condition(("source",), rf"(?!(?:{_NETWORKS})$).+", "news item"),
        ),
        wordless="a listening tool may not export the words of posts on X; get them from X by their links",
    ),
    grade="layout from documentation",
    score=0.97,
)
