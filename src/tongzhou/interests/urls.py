"""Addresses of the alignment of interests."""

from django.urls import path

from tongzhou.interests.views import deals, maps, measures, tables

CASE = "collaborations/<uuid:collaboration>"
TABLE = "option-tables/<uuid:option_table>"
SIDE = "table-sides/<uuid:table_side>"
DEAL = "deals/<uuid:deal>"
DEAL_SIDE = "deal-sides/<uuid:deal_side>"

urlpatterns = [
    path(f"{CASE}/alignment", maps.alignment, name="alignment"),
    path(f"{CASE}/interests/edit", maps.edit_interest, name="edit-interest"),
    path(f"{CASE}/shared-interests/new", maps.shared_interests, name="shared-interests"),
    path(
        "shared-interests/<uuid:shared_interest>/ends", maps.shared_interest_ends,
        name="shared-interest-ends",
    ),
    path(f"{CASE}/effects/new", maps.effects, name="effects"),
    path("effects/<uuid:effect>/ends", maps.effect_ends, name="effect-ends"),
    path("effects/<uuid:effect>/remedies", maps.effect_remedies, name="effect-remedies"),
    path("asks/<uuid:ask>/measures", measures.ask_measures, name="ask-measures"),
    path("asks/<uuid:ask>/measures/none", measures.ask_unmeasured, name="ask-unmeasured"),
    path(f"{CASE}/option-tables/new", tables.new_option_table, name="new-option-table"),
    path(TABLE, tables.option_table, name="option_table"),
    path(f"{TABLE}/options", tables.table_options, name="table-options"),
    path(f"{TABLE}/openings", tables.table_openings, name="table-openings"),
    path(f"{TABLE}/proposals", tables.table_proposals, name="table-proposals"),
    path(f"{TABLE}/revisions", tables.table_revisions, name="table-revisions"),
    path(f"{TABLE}/withdrawals", tables.table_withdrawals, name="table-withdrawals"),
    path(f"{TABLE}/remedies", tables.table_remedies, name="table-remedies"),
    path(
        "table-options/<uuid:table_option>/edit", tables.edit_table_option, name="edit-table-option"
    ),
    path(
        "table-options/<uuid:table_option>/ends", tables.table_option_ends, name="table-option-ends"
    ),
    path(f"{SIDE}/scores/edit", tables.table_scores, name="table-scores"),
    path(f"{SIDE}/consents", tables.table_consents, name="table-consents"),
    path(f"{SIDE}/objections", tables.table_objections, name="table-objections"),
    path(f"{CASE}/deals/new", deals.new_deal, name="new-deal"),
    path(DEAL, deals.deal, name="deal"),
    path(f"{DEAL}/terms", deals.deal_terms, name="deal-terms"),
    path(f"{DEAL}/clashes", deals.deal_clashes, name="deal-clashes"),
    path(f"{DEAL}/openings", deals.deal_openings, name="deal-openings"),
    path(f"{DEAL}/revisions", deals.deal_revisions, name="deal-revisions"),
    path(f"{DEAL}/withdrawals", deals.deal_withdrawals, name="deal-withdrawals"),
    path("deal-terms/<uuid:deal_term>/ends", deals.deal_term_ends, name="deal-term-ends"),
    path("deal-clashes/<uuid:deal_clash>/ends", deals.deal_clash_ends, name="deal-clash-ends"),
    path(f"{DEAL_SIDE}/points/edit", deals.deal_points, name="deal-points"),
    path(f"{DEAL_SIDE}/answers", deals.deal_answers, name="deal-answers"),
]  # fmt: skip
