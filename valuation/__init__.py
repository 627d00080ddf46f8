"""The domain: everything an appraiser would recognise, and nothing of files, frameworks or HTTP."""
