#include "base/err.h"

int main(void)
{
	return err_text(ERR_OK)[0] == '\0';
}
