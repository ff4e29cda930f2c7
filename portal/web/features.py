"""Parts of the product that an organisation may switch off: then they do not exist."""

from typing import Any

from fastapi import Depends, Request

from portal.shared.errors import NotFound


def feature(name: str) -> Any:
    """A route's dependency: 404 where `features` in the organisation's settings has switched it off."""

    def is_on(request: Request) -> None:
        if not request.app.state.organisation.features.has(name):
            raise NotFound

    return Depends(is_on)
