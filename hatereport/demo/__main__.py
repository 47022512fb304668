"""python -m hatereport.demo"""

import sys

from hatereport.demo.launcher import main

sys.exit(main())
