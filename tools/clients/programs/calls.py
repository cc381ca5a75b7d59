import base64
import hashlib
import hmac
import os
from email.utils import formatdate

from openapi_client import ApiClient, ApiException, Configuration, DeactivateLicenseRequest, LicenseApi


def sign(configuration):
    """Makes both headers anew; the client asks before it takes either."""
    date = formatdate(usegmt=True)
    text = f"licenseSpring\ndate: {date}"
    digest = hmac.new(os.environ["LICENSE_SHARED_KEY"].encode(), text.encode(), hashlib.sha256).digest()
    signature, key = base64.b64encode(digest).decode(), os.environ["LICENSE_API_KEY"]
    authorization = f'algorithm="hmac-sha256",headers="date",signature="{signature}",apikey="{key}"'
    configuration.api_key = {"date": date, "signature": authorization}


configuration = Configuration(host=os.environ["LICENSE_API_URL"])
configuration.refresh_api_key_hook = sign
sign(configuration)
api = LicenseApi(ApiClient(configuration))
target = {"hardware_id": os.environ["HARDWARE_ID"], "license_key": os.environ["LICENSE_KEY"]}
product = os.environ["PRODUCT"]

license = api.check_license(product=product, **target)
print(f"checked: {license.license_type.value} {license.id} of {license.product_details.short_code}")
print(f"deactivated: {api.deactivate_license(DeactivateLicenseRequest(product=product, **target))}")
try:
    api.check_license(product="none", **target)
except ApiException as error:
    print(f"refused: {error.data.status} {error.data.code}")
