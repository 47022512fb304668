"""The public pages: around the form, its questions, check and send, coming back."""
