"""What each paragraph is on its page: roles, repeated text, standing text, captions."""
