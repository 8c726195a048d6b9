"""The shape of «I have read this»."""

from django import forms


class ReadingForm(forms.Form):
    """Either one notice, or everything up to the entry `until`."""

    notice = forms.UUIDField(required=False)
    until = forms.IntegerField(required=False, min_value=0)
