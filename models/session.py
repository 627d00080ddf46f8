"""ONNX Runtime as this project runs it, in training as in serving: in the caller's thread alone, so that batching changes no bit on the CPU.

A CUDA device takes text encoders only (`providers.py`); whatever it has no kernel for runs on the CPU beside it.
"""

from __future__ import annotations

from pathlib import Path

from onnxruntime import InferenceSession, SessionOptions, get_available_providers

CPU, CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"
_OPTIONS = {CUDA: {"use_tf32": "0"}}
"""TF32 keeps ten bits of a factor: float16 by another name, and without its gate."""
_ERRORS_ONLY = 3


class ProviderMissing(Exception):
    """This machine's ONNX Runtime does not offer the provider, or (`offered`) offers it and cannot start it."""

    def __init__(self, provider: str, offered: bool) -> None:
        self.offered = offered
        super().__init__(f"ONNX Runtime offers {provider} and cannot start it" if offered else f"this ONNX Runtime has no {provider}")


def open_session(graph: Path | bytes, provider: str = CPU, profile: Path | None = None) -> InferenceSession:
    """A session of a graph, from its file or its bytes; `profile` begins the name of a file that says which node ran where, and how long.

    ProviderMissing, or whatever ONNX Runtime raises where it cannot load the graph.
    """
    if provider not in get_available_providers():
        raise ProviderMissing(provider, offered=False)
    options = SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if profile is not None:
        options.enable_profiling = True
        options.profile_file_prefix = str(profile)
    providers = [(one, _OPTIONS.get(one, {})) for one in dict.fromkeys((provider, CPU))]
    session = InferenceSession(graph if isinstance(graph, bytes) else str(graph), options, providers=providers)
    if provider not in session.get_providers():  # its libraries or its driver are missing: ONNX Runtime goes on without it
        raise ProviderMissing(provider, offered=True)
    return session
