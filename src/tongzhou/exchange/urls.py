"""Addresses of what departments gain by each other."""

from django.urls import path

from tongzhou.exchange import views

urlpatterns = [
    path("exchange", views.exchange, name="exchange"),
    path("exchange/picture", views.exchange_picture, name="exchange-picture"),
    path("exchange/waiting", views.waiting_gains, name="waiting-gains"),
    path("gains/new", views.new_gain, name="new-gain"),
    path("gains/<uuid:gain>", views.gain, name="gain"),
    path("gains/<uuid:gain>/receipts", views.gain_receipts, name="gain-receipts"),
    path("gains/<uuid:gain>/withdrawals", views.gain_withdrawals, name="gain-withdrawals"),
    path(
        "collaborations/<uuid:collaboration>/exchange", views.case_exchange, name="case-exchange"
    ),
]  # fmt: skip
