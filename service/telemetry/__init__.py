"""OpenTelemetry, for who wants it (`VALUATION_TELEMETRY=true`, extra `telemetry`): nothing here is imported otherwise, and nothing phones home."""
