"""Asks over OFREP with OpenFeature's official SDK and provider: a question a line, an answer a line."""

import json
import os
import sys

from openfeature import api
from openfeature.contrib.provider.ofrep import OFREPProvider
from openfeature.evaluation_context import EvaluationContext

KEY = os.environ["OFREP_KEY"]

api.set_provider(
    OFREPProvider(
        os.environ["OFREP_ENDPOINT"],
        headers_factory=lambda: {"Authorization": f"Bearer {KEY}"},
    )
)
client = api.get_client()
EVALUATE = {
    "boolean": client.get_boolean_details,
    "string": client.get_string_details,
    "integer": client.get_integer_details,
    "float": client.get_float_details,
    "object": client.get_object_details,
}


def answer(question):
    attributes = dict(question["context"])
    context = EvaluationContext(attributes.pop("targetingKey", None), attributes)
    details = EVALUATE[question["type"]](
        question["flag"], question["default"], context
    )
    return {
        "value": details.value,
        "variant": details.variant,
        "reason": details.reason,
        "errorCode": details.error_code,
        "source": details.flag_metadata.get("source"),
        "ruleId": details.flag_metadata.get("ruleId"),
    }


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))))
