"""Addresses of the division table and of workbooks on their way in."""

from django.urls import path

from tongzhou.plans.views import (
    exports,
    furniture,
    grid,
    imports,
    matrix,
    own_fields,
    plan,
    plan_views,
    tasks,
)

urlpatterns = [
    path("collaborations/<uuid:collaboration>/plan", plan.plan, name="plan"),
    path("collaborations/<uuid:collaboration>/plan.xlsx", exports.workbook, name="plan-workbook"),
    path("collaborations/<uuid:collaboration>/plan.csv", exports.delimited, name="plan-csv"),
    path("collaborations/<uuid:collaboration>/plan/changes", grid.changes, name="plan-changes"),
    path("collaborations/<uuid:collaboration>/plan/names", grid.names, name="plan-names"),
    path("collaborations/<uuid:collaboration>/plan/rows", grid.rows, name="plan-rows"),
    path(
        "collaborations/<uuid:collaboration>/plan/layouts", plan_views.layouts, name="plan-layouts"
    ),
    path(
        "collaborations/<uuid:collaboration>/plan/views", plan_views.plan_views, name="plan-views"
    ),
    path("plan-views/<uuid:plan_view>/removals", plan_views.removals, name="plan-view-removals"),
    path(
        "plan-views/<uuid:plan_view>/restorations",
        plan_views.restorations,
        name="plan-view-restorations",
    ),
    path("collaborations/<uuid:collaboration>/tasks", plan.add, name="tasks"),
    path("collaborations/<uuid:collaboration>/agreed-terms", plan.take_over, name="agreed-terms"),
    path("collaborations/<uuid:collaboration>/plan/raci", matrix.matrix, name="plan-raci"),
    path("tasks/<uuid:task>/assignments", matrix.assignments, name="task-assignments"),
    path("tasks/<uuid:task>/furniture", furniture.furniture_page, name="task-furniture"),
    path("tasks/<uuid:task>/steps", furniture.steps, name="task-steps"),
    path("steps/<uuid:task_step>/ticks", furniture.step_ticks, name="step-ticks"),
    path("steps/<uuid:task_step>/removals", furniture.step_removals, name="step-removals"),
    path("tasks/<uuid:task>/labels", furniture.labels, name="task-labels"),
    path("tasks/<uuid:task>/links", furniture.links, name="task-links"),
    path("links/<uuid:task_link>/removals", furniture.link_removals, name="link-removals"),
    path("tasks/<uuid:task>/followings", furniture.followings, name="task-followings"),
    path("tasks/<uuid:task>/pictures", furniture.pictures, name="task-pictures"),
    path("tasks/<uuid:task>/descriptions", furniture.descriptions, name="task-descriptions"),
    path("tasks/<uuid:task>/fields", furniture.own_fields, name="task-fields"),
    path("administration/fields", own_fields.own_fields, name="own-fields"),
    path(
        "own-fields/<uuid:custom_field>/retirements",
        own_fields.retirements,
        name="own-field-retirements",
    ),
    path("tasks/<uuid:task>/edit", tasks.edit, name="edit-task"),
    path("tasks/<uuid:task>/cells", tasks.cells, name="task-cells"),
    path("tasks/<uuid:task>/roles", tasks.roles, name="task-roles"),
    path("tasks/<uuid:task>/removals", tasks.removals, name="task-removals"),
    path("tasks/<uuid:task>/restorations", tasks.restorations, name="task-restorations"),
    path("imports/new", imports.new, name="new-import"),
    path("imports", imports.upload, name="imports"),
    path("imports/<uuid:plan_import>", imports.preview, name="import"),
    path("imports/<uuid:plan_import>/mappings", imports.mappings, name="import-mappings"),
    path(
        "imports/<uuid:plan_import>/confirmations",
        imports.confirmations,
        name="import-confirmations",
    ),
    path("imports/<uuid:plan_import>/discards", imports.discards, name="import-discards"),
]
