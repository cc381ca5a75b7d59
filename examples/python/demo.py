"""A license's life on this device: activated, checked, used, released."""

import os
import sys

from answers import Counterfeit, Refusal, is_usable
from license_client import LicenseClient, read_public_key

LICENSE = {"product": "key-app", "license_key": "CONS-PLAI-KEYS-0001", "hardware_id": "Laptop-1"}


def client_of_environment() -> LicenseClient:
    """Makes the client that the environment describes."""
    names = ["LICENSE_API_URL", "LICENSE_API_KEY", "LICENSE_SHARED_KEY", "LICENSE_PUBLIC_KEY"]
    missing = [name for name in names if not os.environ.get(name)]
    if missing:
        sys.exit(f"not set in the environment: {', '.join(missing)}")
    url, api_key, shared_key, public_key = (os.environ[name] for name in names)
    return LicenseClient(url, api_key, shared_key, read_public_key(public_key))


def main() -> None:
    client = client_of_environment()
    activated = client.activate(LICENSE)
    print(f"activated: {activated['license_key']} on {LICENSE['hardware_id']}")

    checked = client.check(LICENSE)
    print(f"checked: {'usable' if is_usable(checked) else 'not usable'}")

    consumed = client.consume(LICENSE, 3)
    print(f"consumed: {consumed['total_consumptions'] - checked['total_consumptions']} units")

    client.deactivate(LICENSE)
    print(f"deactivated: {LICENSE['hardware_id']}")


if __name__ == "__main__":
    try:
        main()
    except (Refusal, Counterfeit, OSError, ValueError) as error:
        sys.exit(str(error))
