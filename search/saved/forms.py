"""The form of a saved search."""

from django import forms

from search.addresses import clean
from search.saved.models import SavedSearch
from search.saved.reading import LONGEST_NAME


class SavedForm(forms.Form):
    name = forms.CharField(max_length=LONGEST_NAME, widget=forms.TextInput)
    alert = forms.ChoiceField(
        label="Tell me by e-mail what is new",
        choices=SavedSearch.Alert.choices,
        initial=SavedSearch.Alert.NONE,
    )

    def clean_name(self) -> str:
        """One line of printable text."""
        name = clean(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError("Give it a name that can be read.")
        return name
