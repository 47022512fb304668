"""The law as tables: offences and outcome codes, aggravated forms by day, six months, what may be kept where there is no
crime. Each row names its source and says where it is unverified. What an officer settles with them is effects/.
"""
