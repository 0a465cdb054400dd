"""The map of the public site."""

from django.urls import path, register_converter

from articles.press import feeds, pages, robots, search, sitemap
from articles.press.addresses import CitationConverter, IdConverter, LanguageConverter, PageConverter, YearConverter
from articles.press.article import absence, facing
from articles.press.article import views as article
from articles.press.citations import views as citations
from articles.press.lists import archive, corrections, home, people, topics

register_converter(LanguageConverter, "language")
register_converter(IdConverter, "id")
register_converter(PageConverter, "page")
register_converter(YearConverter, "year")
register_converter(CitationConverter, "citation")

app_name = "press"
PERSON = "<language:language>/people/<id:author_id>/<str:slug>/"
TOPIC = "<language:language>/topics/<id:topic_id>/<str:slug>/"
ARTICLE = "<language:language>/<id:article_id>/"

urlpatterns = [
    path("", home.show_front, name="front"),
    path("robots.txt", robots.robots, name="robots"),
    path(".well-known/security.txt", robots.security, name="security"),
    path(".well-known/tdmrep.json", robots.text_mining, name="text-mining"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap-<id:number>.xml", sitemap.sitemap, name="sitemap-part"),
    path("<id:article_id>/", absence.choose_language, name="chooser"),
    path("<language:language>/", home.show_home, name="home"),
    path("<language:language>/feed/", feeds.feed, name="feed"),
    path("<language:language>/feed.json", feeds.json_feed, name="feed-json"),
    path("<language:language>/search/", search.show_search, name="search"),
    path("<language:language>/archive/", archive.show_archive, name="archive"),
    path("<language:language>/archive/<year:year>/", archive.show_year, name="archive-year"),
    path("<language:language>/corrections/", corrections.show_corrections, name="corrections"),
    path("<language:language>/<page:key>/", pages.show_page, name="page"),
    path("<language:language>/people/", people.show_people, name="people"),
    path(PERSON, people.show_person, name="person"),
    path(f"{PERSON}feed/", feeds.person_feed, name="person-feed"),
    path(f"{PERSON}feed.json", feeds.person_json_feed, name="person-feed-json"),
    path("<language:language>/topics/", topics.show_topics, name="topics"),
    path(TOPIC, topics.show_topic, name="topic"),
    path(f"{TOPIC}feed/", feeds.topic_feed, name="topic-feed"),
    path(f"{TOPIC}feed.json", feeds.topic_json_feed, name="topic-feed-json"),
    path(ARTICLE, absence.redirect_article, name="article-short"),
    path(f"{ARTICLE}cite.<citation:form>", citations.cite, name="cite"),
    path(f"{ARTICLE}<str:slug>/", article.show_article, name="article"),
    path(f"{ARTICLE}<str:slug>/facing/<language:other>/", facing.show_facing, name="facing"),
]
