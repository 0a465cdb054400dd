"""Feeds of a language, a person, a topic, each as Atom (RFC 4287) and JSON Feed 1.1: full text with notes."""

from articles.press.feeds.views import feed, json_feed, person_feed, person_json_feed, topic_feed, topic_json_feed

__all__ = ["feed", "json_feed", "person_feed", "person_json_feed", "topic_feed", "topic_json_feed"]
