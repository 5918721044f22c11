"""Writers: Evidence -> a draft of an answer, which is verified before anyone sees it."""
