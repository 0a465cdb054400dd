"""The map of the public site."""

from django.urls import path, register_converter

from articles.press import absence, article, machines, views
from articles.press.addresses import IdConverter, LanguageConverter

register_converter(LanguageConverter, "language")
register_converter(IdConverter, "id")

app_name = "press"
urlpatterns = [
    path("", views.show_front, name="front"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<id:number>.xml", machines.sitemap, name="sitemap-part"),
    path("<id:article_id>/", absence.choose_language, name="chooser"),
    path("<language:language>/", views.show_home, name="home"),
    path("<language:language>/feed/", machines.feed, name="feed"),
    path("<language:language>/people/<id:author_id>/<str:slug>/", views.show_person, name="person"),
    path("<language:language>/topics/<id:topic_id>/<str:slug>/", views.show_topic, name="topic"),
    path("<language:language>/<id:article_id>/", absence.redirect_article, name="article-short"),
    path("<language:language>/<id:article_id>/<str:slug>/", article.show_article, name="article"),
]
