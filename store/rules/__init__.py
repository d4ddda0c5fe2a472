"""What is due, when and why: pure functions of recorded facts, a policy and an as-of date. Nothing here is stored."""
