window.YTD.tweets.part0 = [
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1626000000000000001"
          ]
        }
      },
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "entities": {
        "hashtags": [],
        "user_mentions": [],
        "urls": []
      },
      "favorite_count": "1",
      "id_str": "1626000000000000001",
      "id": "1626000000000000001",
      "truncated": false,
      "retweet_count": "0",
      "created_at": "Sat Feb 18 12:33:11 +0000 2023",
      "full_text": "Ordered the kitchen &amp; the fitter never came. Third date now.",
      "lang": "en"
    }
  },
  {
    "tweet": {
      "retweeted": false,
      "favorite_count": "0",
      "id_str": "1626000000000000002",
      "id": "1626000000000000002",
      "created_at": "Sun Feb 19 07:00:00 +0000 2023",
      "full_text": "RT @someone: worth a read https://t.co/x",
      "lang": "en"
    }
  }
]
