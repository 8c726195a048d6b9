"""A few pages that exist only to try the islands in a browser."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path

from tongzhou.config import urls as house
from tongzhou.core.verdicts import Invalid
from tongzhou.ui.toasts import say

HEAD = '{% extends "ui/base.html" %}{% import "ui/components.html" as ui %}{% block title %}x{% endblock %}'
received: list[dict[str, str]] = []

PAGE = (
    HEAD
    + """{% block main %}
<h1>岛</h1>
<form id="once" method="post" action="/island-posts">{{ ui.form_fields(csrf_token) }}
{{ ui.text_field("text", "文字", id="text") }}{{ ui.submit("发出") }}</form>
{{ ui.copy("一页纸的内容") }}
<ul class="list">
<li data-matter id="m1"><a href="/islands?one">一</a><div class="answers">
{% call ui.answer("反提案", key="c") %}
<form>{{ ui.text_field("what", "什么", id="what1") }}</form>{% endcall %}</div></li>
<li data-matter id="m2"><div class="answers">
{% call ui.answer("反提案", key="c") %}
<form>{{ ui.text_field("what", "什么", id="what2") }}</form>{% endcall %}</div></li>
</ul>
{{ ui.drawer("/island-details", "详情") }}
<a id="fragment" href="/x" hx-get="/island-refusals" hx-target="#once">片段</a>
<tz-autosave data-url="/island-drafts"><form>{{ ui.form_fields(csrf_token) }}
<input type="hidden" name="sketch_version" value="1">
{{ ui.textarea("note", "草稿", id="note") }}<span class="saved" data-saved></span></form></tz-autosave>
{% endblock %}"""
)
DETAILS = (
    HEAD
    + """{% block main %}<h1>抽屉里的详情</h1><p>{{ said }}</p>
<form method="post">{{ ui.form_fields(csrf_token) }}
{{ ui.text_field("text", "写下", id="said") }}{{ ui.submit("存") }}</form>
<form method="get">{{ ui.text_field("text", "挑选", id="asked") }}{{ ui.submit("找") }}</form>
{% endblock %}"""
)


def _render(request: HttpRequest, source: str, **context: object) -> HttpResponse:
    return HttpResponse(engines.all()[0].from_string(source).render(context, request))


@login_not_required
def islands(request: HttpRequest) -> HttpResponse:
    return _render(request, PAGE)


@login_not_required
def posts(request: HttpRequest) -> HttpResponse:
    received.append(request.POST.dict())
    say(request, "已发出")
    return _render(request, HEAD + "{% block main %}<h1>收到</h1>{% endblock %}")


@login_not_required
def drafts(request: HttpRequest) -> HttpResponse:
    received.append(request.POST.dict())
    response = HttpResponse("已保存")
    response["X-Version"] = "2"
    return response


@login_not_required
def refusals(request: HttpRequest) -> HttpResponse:
    raise Invalid("这一步由 李经理 来做。")


@login_not_required
def details(request: HttpRequest) -> HttpResponse:
    """Answers itself, and ends where the list is."""
    if request.method == "POST" and request.POST.get("text") == "回":
        say(request, "已发出")
        return redirect("/islands")
    said = request.POST.get("text", "") or request.GET.get("text", "")
    return _render(request, DETAILS, said=said)


urlpatterns = [
    path("islands", islands),
    path("island-posts", posts),
    path("island-drafts", drafts),
    path("island-refusals", refusals),
    path("island-details", details),
    path("", include(house)),
]
handler404, handler500 = house.handler404, house.handler500
