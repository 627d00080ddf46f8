"""What a trained model is, and how it runs on requests and tables: no training, no transport."""

import os

# ONNX Runtime 1.32 and later send figures about models and machine to its makers, and leave an id of the machine in the home folder, unless this stands in the
# environment before it is imported (the second name is that of some builds). Nothing here phones home; whoever wants it sets the variable to 0.
for _name in ("ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED"):
    os.environ.setdefault(_name, "1")
