"""The discussion beside a matter: read, write, change, take away. A panel with script, a page without."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries import case_header
from tongzhou.collaborations.views.loading import load_case, seen_version
from tongzhou.discussions import queries
from tongzhou.discussions.actions import attachments as attachment_actions
from tongzhou.discussions.actions import comments as actions
from tongzhou.discussions.actions.stances import take_stance, take_stances
from tongzhou.discussions.forms import CommentForm, WordingForm
from tongzhou.discussions.models import Attachment, Comment
from tongzhou.discussions.subjects import Matter, find
from tongzhou.files.holding import hold, take_held
from tongzhou.journal.once import once
from tongzhou.org.forms.errors import done
from tongzhou.org.request import PersonRequest
from tongzhou.ui.ticked import chosen_in
from tongzhou.ui.toasts import say
from tongzhou.ui.typed import way_back

PANEL = "discussion"


@require_GET
def discussion(request: PersonRequest, *, kind: str, **key: UUID) -> HttpResponse:
    return _panel(request, _matter(request, kind, key))


@once
@require_POST
def comments(request: PersonRequest, *, kind: str, **key: UUID) -> HttpResponse:
    matter = _matter(request, kind, key)
    take_held(request)
    form = CommentForm(request.POST, request.FILES)

    comment = done(form, partial(actions.write, matter, by=request.user))
    if comment is None:
        return _panel(request, matter, form=form, status=422)
    return _after(request, comment)


@require_GET
def comment(request: PersonRequest, comment: UUID) -> HttpResponse:
    """Where it stands: the address that notices and mails carry."""
    return redirect(_place(_comment(request, comment)))


@once
@require_http_methods(["GET", "POST"])
def edit_comment(request: PersonRequest, comment: UUID) -> HttpResponse:
    row = _comment(request, comment)
    if request.method == "GET":
        return _edit_page(request, row, WordingForm(initial={"text": row.text}))
    form = WordingForm(request.POST)
    seen = seen_version(request) or None
    changed = done(form, partial(actions.edit, row, seen=seen, by=request.user))
    if changed is None:
        return _edit_page(request, row, form, status=422)
    return _after(request, changed)


@once
@require_POST
def comment_removals(request: PersonRequest, comment: UUID) -> HttpResponse:
    row = actions.remove(_comment(request, comment), by=request.user)
    say(
        request,
        _("Your comment has been removed."),
        undo_url=reverse("comment-restorals", args=[row.pk]),
    )
    return _after(request, row)


@once
@require_POST
def comment_restorals(request: PersonRequest, comment: UUID) -> HttpResponse:
    row = actions.restore(_comment(request, comment), by=request.user)
    say(request, _("It is back."))
    return redirect(_place(row))


@once
@require_POST
def attachment_removals(request: PersonRequest, attachment: UUID) -> HttpResponse:
    row = _attachment(request, attachment)
    attachment_actions.take_back(row, by=request.user)
    undo = reverse("attachment-restorals", args=[row.pk])
    say(request, _("The file has been taken back."), undo_url=undo)
    return _back(request, row.kind, row.subject)


@once
@require_POST
def attachment_restorals(request: PersonRequest, attachment: UUID) -> HttpResponse:
    row = _attachment(request, attachment)
    attachment_actions.put_back(row, by=request.user)
    say(request, _("It is back."))
    return redirect(reverse(f"{row.kind}-discussion", args=[row.subject]))


@require_GET
def mentions(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    """Suggestions behind an @."""
    return _names(request, load_case(request, collaboration))


@require_GET
def mentions_anywhere(request: PersonRequest) -> HttpResponse:
    return _names(request)


def _names(request: PersonRequest, case: Collaboration | None = None) -> HttpResponse:
    names = queries.names_to_mention(request.GET.get("q", ""), by=request.user, case=case)
    return render(request, "discussions/_names.html", {"names": names})


@once
@require_POST
def stances(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    mode = request.POST.get("mode", "")
    take_stance(case, mode, by=request.user)
    said = {
        "follow": _("You will hear everything that happens here."),
        "mute": _("You will hear only what waits for you or names you."),
    }
    say(request, said.get(mode, _("You will hear what concerns you.")))
    return _back(request, "collaboration", case.pk)


@once
@require_POST
def many_stances(request: PersonRequest) -> HttpResponse:
    """For what was ticked in the list of collaborations, as far as it is seen."""
    chosen = chosen_in(request.POST.getlist("chosen"))
    cases = Collaboration.objects.visible_to(request.user).filter(pk__in=chosen).order_by("pk")
    mode = request.POST.get("mode", "")
    take_stances(cases, mode, by=request.user)
    said = {
        "follow": _("You will hear everything that happens in these."),
        "mute": _("Of these you will hear only what waits for you or names you."),
    }
    say(request, said.get(mode, _("You will hear what concerns you.")))
    return HttpResponseRedirect(way_back(request), status=303)


def _matter(request: PersonRequest, kind: str, key: dict[str, UUID]) -> Matter:
    [pk] = key.values()
    matter = find(kind, pk, by=request.user)
    if matter is None:
        raise Http404
    return matter


def _comment(request: PersonRequest, pk: UUID) -> Comment:
    rows = Comment.objects.visible_to(request.user).select_related("by", "collaboration")
    return get_object_or_404(rows, pk=pk)


def _attachment(request: PersonRequest, pk: UUID) -> Attachment:
    rows = Attachment.objects.visible_to(request.user).select_related("file")
    return get_object_or_404(rows, pk=pk)


def _place(row: Comment) -> str:
    return f"{reverse(f'{row.kind}-discussion', args=[row.subject])}#comment-{row.pk}"


def _in_panel(request: PersonRequest) -> bool:
    return request.headers.get("HX-Target") == PANEL


def _after(request: PersonRequest, row: Comment) -> HttpResponse:
    untold = [str(one.person or one.department) for one in row.mentions.all() if not one.told]
    if untold and row.removed_at is None:
        names = "、".join(untold)
        told = _("%(names)s cannot see this collaboration and was not told.") % {"names": names}
        say(request, told, tone="amber")
    if _in_panel(request):
        return _back(request, row.kind, row.subject)
    return redirect(_place(row))


def _back(request: PersonRequest, kind: str, subject: UUID) -> HttpResponse:
    matter = find(kind, subject, by=request.user)
    if matter is None:
        raise Http404
    if _in_panel(request):
        return _panel(request, matter)
    return redirect(reverse(f"{kind}-discussion", args=[subject]))


def _panel(
    request: PersonRequest, matter: Matter, *, form: CommentForm | None = None, status: int = 200
) -> HttpResponse:
    case = load_case(request, matter.collaboration) if matter.collaboration else None
    context = {
        "panel": queries.panel_of(matter, case, request.user, before=_before(request)),
        "form": form or CommentForm(initial={"answers": request.GET.get("answers")}),
        "names_at": _names_at(matter.collaboration),
        "case_id": matter.collaboration,
        "held": hold(request) if status >= 400 else {},
    }
    if _in_panel(request):
        return render(request, "discussions/_panel.html", context, status=status)
    if case is None:
        return render(request, "discussions/place.html", context, status=status)
    context |= {
        "case": case_header(case, request.user, matter=matter.id),
        "current_tab": "discussion",
        "all_files": queries.files_of(case) if matter.kind == "collaboration" else [],
    }
    return render(request, "discussions/page.html", context, status=status)


def _names_at(case: UUID | None) -> str:
    """Where the list behind an @ comes from."""
    return reverse("mentions", args=[case]) if case else reverse("mentions-anywhere")


def _edit_page(
    request: PersonRequest, row: Comment, form: WordingForm, status: int = 200
) -> HttpResponse:
    names_at = _names_at(row.collaboration_id)
    context = {"comment": row, "form": form, "place": _place(row), "names_at": names_at}
    page = render(request, "discussions/edit.html", context, status=status)
    if _in_panel(request):
        for name in ("Retarget", "Reselect"):
            page.headers[f"HX-{name}"] = "#wording"
        page.headers["HX-Reswap"] = "outerHTML"
    return page


def _before(request: PersonRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("before", ""))
    except ValueError:
        return None
