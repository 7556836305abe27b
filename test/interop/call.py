"""One API call by the vendor's own Python SDK, with the credentials of its default chain.

call.py PRODUCT ACTION, the parameters as JSON on stdin, endpoints and region from the environment.
Prints {"body": …}, or {"error": …} when the API refuses; anything else ends with a traceback.
"""
import importlib
import json
import os
import re
import sys

from alibabacloud_credentials.client import Client as CredentialClient
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from alibabacloud_tea_openapi.utils_models import Config

PACKAGES = {"ram": "alibabacloud_ram20150501", "sts": "alibabacloud_sts20150401", "ecs": "alibabacloud_ecs20140526"}


def call(product, action, parameters):
    package = PACKAGES[product]
    models = importlib.import_module(f"{package}.models")
    client = importlib.import_module(f"{package}.client").Client(
        Config(
            credential=CredentialClient(),
            endpoint=os.environ[f"{product.upper()}_ENDPOINT"],
            protocol="HTTP",
            region_id=os.environ["ALIBABA_CLOUD_REGION_ID"],
        )
    )
    method = getattr(client, re.sub(r"(?<=[a-z])(?=[A-Z])", "_", action).lower())
    # GetCallerIdentity is the one action here that takes no request.
    request = getattr(models, f"{action}Request", None)
    return method(request().from_map(parameters)) if request else method()


try:
    answer = {"body": call(sys.argv[1], sys.argv[2], json.load(sys.stdin)).body.to_map()}
except AlibabaCloudException as error:
    answer = {
        "error": {
            "code": error.code,
            "status": error.status_code,
            "message": error.message,
            "requestId": error.request_id,
            "accessDeniedDetail": error.access_denied_detail,
        }
    }
print(json.dumps(answer))
