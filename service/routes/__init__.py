"""One file per resource. A route decodes, calls one function, encodes; nothing else lives here."""
