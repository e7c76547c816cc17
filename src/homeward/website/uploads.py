"""Files that are larger than the agency allows are not even written down."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class WithinLimit(FileUploadHandler):
    """Passes over the files of a request that is larger than `HOMEWARD_EXTRACT_MEGABYTES`; its form finds none.

    It stands before the handlers that write.
    """

    is_too_large = False

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

    def new_file(self, *given: Any, **named: Any) -> None:
        super().new_file(*given, **named)
        if self.is_too_large:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
