"""ONNX Runtime as this project runs it, in training as in serving: on the CPU, in the caller's thread alone, so that batching changes no bit."""

from __future__ import annotations

from pathlib import Path

from onnxruntime import InferenceSession, SessionOptions

_ERRORS_ONLY = 3


def open_session(graph: Path | bytes) -> InferenceSession:
    """A session of a graph, from its file or its bytes; whatever ONNX Runtime raises where it cannot load it."""
    options = SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return InferenceSession(graph if isinstance(graph, bytes) else str(graph), options, providers=["CPUExecutionProvider"])
