"""Files that are larger than the agency allows, or that no page asks for, are not even written down."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class WithinLimit(FileUploadHandler):
    """Passes over the files of a request that is larger than `HOMEWARD_EXTRACT_MEGABYTES`; its form finds none.

    So it does with what nobody asks for: only a view that `takes_files` gets any, from somebody who is signed in.
    It stands before the handlers that write.
    """

    is_too_large = False
    is_asked_for = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  (Django names it so)
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        self.is_too_large = content_length > settings.HOMEWARD_EXTRACT_MEGABYTES * 2**20
        assert self.request is not None, "Django hands it over"
        setattr(self.request, "upload_is_too_large", self.is_too_large)  # noqa: B010  (a request carries it along)
        view = self.request.resolver_match.func if self.request.resolver_match else None
        self.is_asked_for = getattr(view, "takes_files", False) and self.request.user.is_authenticated

    def new_file(self, *given: Any, **named: Any) -> None:
        super().new_file(*given, **named)
        if self.is_too_large or not self.is_asked_for:
            setattr(self.request, "had_files", True)  # noqa: B010  (as above)
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
