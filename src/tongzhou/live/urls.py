from django.urls import path

from tongzhou.live import views

urlpatterns = [path("rail", views.rail, name="rail")]
