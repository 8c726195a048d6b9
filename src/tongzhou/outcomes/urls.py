"""Addresses of the last stage."""

from django.urls import path

from tongzhou.outcomes.views import cosignatures, deliveries, retrospectives

urlpatterns = [
    path("collaborations/<uuid:collaboration>/outcome", deliveries.outcome, name="outcome"),
    path("tasks/<uuid:task>/deliveries", deliveries.task_deliveries, name="task-deliveries"),
    path("deliveries/<uuid:delivery>", deliveries.delivery, name="delivery"),
    path(
        "deliveries/<uuid:delivery>/acceptances",
        deliveries.delivery_acceptances,
        name="delivery-acceptances",
    ),
    path(
        "deliveries/<uuid:delivery>/finished-remains",
        deliveries.finished_remains,
        name="finished-remains",
    ),
    path(
        "deliveries/<uuid:delivery>/handed-in-remains",
        deliveries.handed_in_remains,
        name="handed-in-remains",
    ),
    path(
        "deliveries/<uuid:delivery>/returned-remains",
        deliveries.returned_remains,
        name="returned-remains",
    ),
    path(
        "deliveries/<uuid:delivery>/results/<uuid:result>/confirmations",
        deliveries.confirmations,
        name="delivery-confirmations",
    ),
    path("cosignatures/<uuid:cosignature>", cosignatures.cosignature, name="cosignature"),
    path(
        "cosignatures/<uuid:cosignature>/signatures",
        cosignatures.cosignature_signatures,
        name="cosignature-signatures",
    ),
    path(
        "cosignatures/<uuid:cosignature>/objections",
        cosignatures.cosignature_objections,
        name="cosignature-objections",
    ),
    path("dossiers/<uuid:dossier>/prints", deliveries.dossier_prints, name="dossier-prints"),
    path("dossiers/<uuid:dossier>", deliveries.dossier, name="dossier"),
    path("retrospectives/<uuid:retrospective>", retrospectives.retrospective, name="retrospective"),
    path(
        "retrospectives/<uuid:retrospective>/views",
        retrospectives.retrospective_views,
        name="retrospective-views",
    ),
    path("retrospectives/<uuid:retrospective>/sharings", retrospectives.sharings, name="sharings"),
    path(
        "retrospectives/<uuid:retrospective>/conclusions",
        retrospectives.conclusions,
        name="conclusions",
    ),
    path("retrospectives/<uuid:retrospective>/closings", retrospectives.closings, name="closings"),
    path("improvements/<uuid:improvement>", retrospectives.improvement, name="improvement"),
    path(
        "improvements/<uuid:improvement>/finished",
        retrospectives.finished_improvements,
        name="finished-improvements",
    ),
]
