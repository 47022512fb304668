"""Pages of the desk and of a partner's referrals: parse, ask, call one act, choose the answer."""
