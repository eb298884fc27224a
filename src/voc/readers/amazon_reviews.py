"""Amazon reviews as the public research sets of McAuley's group hold them, one a line.

    2023: {"rating", "title", "text", "asin", "parent_asin", "user_id", "timestamp": ms, "verified_purchase"}
    2018 and before: {"overall", "summary", "reviewText", "asin", "reviewerID", "unixReviewTime", "verified"}

What a seller exports from Amazon itself is a table, and read as one.
"""

from __future__ import annotations

from voc.reading.posts.post_shape import STARS, Shape
from voc.reading.posts.posts import has, post_reader

SHAPE = Shape(
    platform="Amazon",
    text=("text", "reviewText"),
    title=("title", "summary"),
    # They have no id of their own: one person reviews one product at one moment.
    key=("user_id+asin+timestamp", "reviewerID+asin+unixReviewTime"),
    speaker=("user_id", "reviewerID"),
    when=("timestamp", "unixReviewTime"),
    attributes={
        "rating": ("rating", "overall"),
        "verified purchase": ("verified_purchase", "verified"),
        "product": ("parent_asin", "asin"),
    },
    scales={"rating": STARS},
    markup=frozenset(("text", "title", "reviewText", "summary")),
)

READER = post_reader(
    "amazon_reviews",
    "Amazon reviews (JSON lines of McAuley's sets)",
    "review",
    SHAPE,
    signature=has(("asin",), ("user_id", "reviewerID"), ("rating", "overall"), ("text", "reviewText")),
    hints=('"asin"',),
    suffixes=(".jsonl", ".ndjson", ".json", ".zst"),
)
